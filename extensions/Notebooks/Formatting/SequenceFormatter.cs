using System.Collections;
using System.Reflection;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Sequences: a table of public properties where the items have them, else a list of values. Shows the first rows only.</summary>
internal static class SequenceFormatter
{
    internal const int MaxRows = 100;

    internal static MimeBundle Format(IEnumerable sequence)
    {
        var items = new List<object?>();
        var more = false;
        foreach (var item in sequence)
        {
            if (items.Count == MaxRows)
            {
                more = true;
                break;
            }

            items.Add(item);
        }

        var note = !more ? "" : sequence is ICollection { Count: var count } ? $"{ValueText.Count(count - MaxRows)} more rows" : "more rows follow";
        var properties = Properties(sequence, items);
        if (properties.Count == 0)
        {
            return MimeBundle.Plain("[" + string.Join(", ", items.Select(i => i is null ? "null" : ValueText.Of(i))) + (more ? ", …" : "") + "]");
        }

        var columns = properties.Select(p => new Column(p.Name, ValueText.IsNumeric(p.Type))).ToList();
        var rows = items.Select(i => (IReadOnlyList<string>)[.. properties.Select(p => i is null ? "null" : ValueText.Of(p.Get(i)))]).ToList();
        return new Table("", columns, rows, note).ToBundle();
    }

    private readonly record struct Member(string Name, Type Type, Func<object, object?> Get);

    /// <summary>Columns: properties of the item type, or fields of a tuple; none for scalars and for mixed sequences.</summary>
    private static List<Member> Properties(IEnumerable sequence, List<object?> items)
    {
        var types = items.OfType<object>().Select(i => i.GetType()).Distinct().ToList();
        var type = types.Count == 1 ? types[0] : ItemType(sequence);
        if (type is null || type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || typeof(IFormattable).IsAssignableFrom(type))
        {
            return [];
        }

        if (typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type))
        {
            return [.. type.GetFields(BindingFlags.Public | BindingFlags.Instance).Select(f => new Member(f.Name, f.FieldType, f.GetValue))];
        }

        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.CanRead)
            .OrderBy(p => p.MetadataToken)
            .Select(p => new Member(p.Name, p.PropertyType, o => Read(p, o)))];
    }

    private static Type? ItemType(IEnumerable sequence) =>
        sequence.GetType().GetInterfaces().Append(sequence.GetType())
            .FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static object? Read(PropertyInfo property, object item)
    {
        try
        {
            return property.GetValue(item);
        }
        catch (TargetInvocationException e)
        {
            return $"({e.InnerException!.GetType().Name})";
        }
    }
}
