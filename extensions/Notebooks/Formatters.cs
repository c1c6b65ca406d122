using FlexCap.Notebooks.Formatting;

namespace FlexCap.Notebooks;

/// <summary>
/// How values are shown: a registry from types to functions that make a <see cref="MimeBundle"/>. The look-up is
/// deterministic: the value's own type, then its base types from the nearest, then the interfaces in the order of
/// registration; a generic type may be registered by its definition. Every bundle has <c>text/plain</c>.
/// </summary>
public sealed class Formatters
{
    private readonly Dictionary<Type, Func<object, Formatters, MimeBundle>> _byType = [];
    private readonly List<Type> _interfaces = [];
    private readonly List<string> _unavailable = [];
    private readonly Lock _gate = new();

    /// <summary>Creates a registry with the built-in formatters.</summary>
    public Formatters() => BuiltInFormatters.Register(this);

    /// <summary>The registry of code that runs outside of any session.</summary>
    public static Formatters Default { get; } = new();

    /// <summary>Why some types are shown as plain text: libraries that this host cannot load, one line each; normally empty.</summary>
    public IReadOnlyList<string> Unavailable => _unavailable;

    internal void AddUnavailable(string reason) => _unavailable.Add(reason);

    /// <summary>Types with a formatter of their own, ordered by name; interfaces and definitions of generic types among them.</summary>
    public IReadOnlyList<Type> Types
    {
        get
        {
            lock (_gate)
            {
                return [.. _byType.Keys.OrderBy(t => t.FullName, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Texts that diagnostics point into.</summary>
    public SourceTexts Sources { get; } = new();

    /// <summary>Registers a formatter for a type and those derived from it; replaces an earlier one for the same type.</summary>
    public void Register<T>(Func<T, MimeBundle> format)
    {
        ArgumentNullException.ThrowIfNull(format);
        Register(typeof(T), (value, _) => format((T)value));
    }

    /// <summary>Registers a formatter for a type, which may be an interface or the definition of a generic type; replaces an earlier one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="format">Makes the bundle; the registry is given for values inside.</param>
    public void Register(Type type, Func<object, Formatters, MimeBundle> format)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(format);
        lock (_gate)
        {
            if (!_byType.ContainsKey(type) && type.IsInterface)
            {
                _interfaces.Add(type);
            }

            _byType[type] = format;
        }
    }

    /// <summary>Formats a value. Never throws: a formatter that fails gives the value's text and the reason.</summary>
    public MimeBundle Format(object? value)
    {
        if (value is null)
        {
            return MimeBundle.Plain("null");
        }

        if (value is MimeBundle bundle)
        {
            return bundle;
        }

#pragma warning disable CA1031 // A value that cannot be shown must not fail the cell that made it.
        try
        {
            return (Find(value.GetType()) ?? BuiltInFormatters.Fallback)(value, this);
        }
        catch (Exception e)
        {
            return MimeBundle.Plain($"{TypeNames.Short(value.GetType())} (cannot be shown: {e.GetType().Name}: {e.Message})");
        }
#pragma warning restore CA1031
    }

    private Func<object, Formatters, MimeBundle>? Find(Type type)
    {
        lock (_gate)
        {
            for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
            {
                if (Registered(t) is { } format)
                {
                    return format;
                }
            }

            var implemented = type.GetInterfaces();
            return _interfaces
                .Where(i => implemented.Any(t => t == i || (t.IsGenericType && t.GetGenericTypeDefinition() == i)))
                .Select(i => _byType[i])
                .FirstOrDefault();
        }
    }

    private Func<object, Formatters, MimeBundle>? Registered(Type type) =>
        _byType.TryGetValue(type, out var exact) ? exact
        : type.IsGenericType && _byType.TryGetValue(type.GetGenericTypeDefinition(), out var open) ? open
        : null;
}
