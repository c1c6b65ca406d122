// Stand-ins for the parts of .NET Interactive that extension.dib uses, with the names and shapes of its last version
// (dotnet/interactive 098a01b). They record what is done with them. The real packages cannot be restored everywhere.
#pragma warning disable CA1050, CA1034, CA1715, CA1724, CA1040, CA2211, CA1002, CA1003, CA1051, CA1710, CA1716, CA1805, CA1819, CA2227

namespace Microsoft.DotNet.Interactive
{
    using Microsoft.DotNet.Interactive.Commands;
    using Microsoft.DotNet.Interactive.Directives;
    using Microsoft.DotNet.Interactive.Events;
    using Microsoft.DotNet.Interactive.Formatting;

    public sealed record LinePosition(int Line, int Character);

    public sealed record LinePositionSpan(LinePosition Start, LinePosition End);

    public class Diagnostic(LinePositionSpan linePositionSpan, CodeAnalysis.DiagnosticSeverity severity, string code, string message)
    {
        public LinePositionSpan LinePositionSpan { get; } = linePositionSpan;

        public CodeAnalysis.DiagnosticSeverity Severity { get; } = severity;

        public override string ToString() => $"{code}: {message}";
    }

    public class KernelInfo
    {
        public string? LanguageName { get; set; }

        public string? DisplayName { get; set; }

        public string? Description { get; set; }
    }

    public interface IKernelCommandHandler<in T>
        where T : KernelCommand
    {
        Task HandleAsync(T command, KernelInvocationContext context);
    }

    public delegate Task SetValueAsyncDelegate(string name, object value, Type? declaredType = null);

    public abstract class Kernel(string name)
    {
        private readonly KernelSpecifierDirective _directive = new("#!" + name, name);

        public string Name { get; } = name;

        public KernelInfo KernelInfo { get; } = new();

        public Kernel RootKernel { get; internal set; } = null!;

        public virtual KernelSpecifierDirective KernelSpecifierDirective => _directive;

        protected Task SetValueAsync(SendValue command, KernelInvocationContext context, SetValueAsyncDelegate onSetValueAsync) => onSetValueAsync(command.Name, command.Value);
    }

    public sealed class CompositeKernel : Kernel
    {
        public CompositeKernel()
            : base(".NET") => RootKernel = this;

        public List<Kernel> Children { get; } = [];

        public void Add(Kernel kernel, IEnumerable<string>? aliases = null)
        {
            kernel.RootKernel = this;
            Children.Add(kernel);
        }
    }

    public static class KernelExtensions
    {
        public static Kernel FindKernelByName(this Kernel kernel, string name) => ((CompositeKernel)kernel).Children.Single(k => k.Name == name);
    }

    public sealed class KernelInvocationContext(KernelCommand command, Kernel handlingKernel, CancellationToken cancellation)
    {
        private static readonly AsyncLocal<KernelInvocationContext> Ambient = new();

        public static KernelInvocationContext Current { get => Ambient.Value!; set => Ambient.Value = value; }

        public List<KernelEvent> Published { get; } = [];

        public string? Failure { get; private set; }

        public KernelCommand Command { get; } = command;

        public Kernel HandlingKernel { get; } = handlingKernel;

        public CancellationToken CancellationToken { get; } = cancellation;

        public void Publish(KernelEvent @event) => Published.Add(@event);

        public void Fail(KernelCommand command, Exception? exception = null, string? message = null) => Failure = message;
    }

    public static class KernelInvocationContextExtensions
    {
        public static DisplayedValue Display(this KernelInvocationContext context, object value, params string[] mimeTypes)
        {
            var shown = new DisplayedValue(value, FormattedValue.CreateManyFromObject(value, mimeTypes));
            context.Publish(new DisplayedValueProduced(shown));
            return shown;
        }

        public static DisplayedValue DisplayAs(this KernelInvocationContext context, string value, string mimeType)
        {
            var shown = new DisplayedValue(value, [new FormattedValue(mimeType, value)]);
            context.Publish(new DisplayedValueProduced(shown));
            return shown;
        }
    }
}

namespace Microsoft.DotNet.Interactive.CSharp
{
    public sealed class CSharpKernel() : Kernel("csharp")
    {
        public Dictionary<string, (object Value, Type Type)> Variables { get; } = [];

        public Task SetValueAsync(string name, object value, Type declaredType)
        {
            Variables[name] = (value, declaredType);
            return Task.CompletedTask;
        }
    }
}

namespace Microsoft.DotNet.Interactive.Commands
{
    public abstract class KernelCommand;

    public sealed class SubmitCode(string code) : KernelCommand
    {
        public string Code { get; } = code;

        public IDictionary<string, string> Parameters { get; } = new Dictionary<string, string>();
    }

    public sealed class RequestCompletions(string code, LinePosition linePosition) : KernelCommand
    {
        public string Code { get; } = code;

        public LinePosition LinePosition { get; } = linePosition;
    }

    public sealed class RequestHoverText(string code, LinePosition linePosition) : KernelCommand
    {
        public string Code { get; } = code;

        public LinePosition LinePosition { get; } = linePosition;
    }

    public sealed class RequestDiagnostics(string code) : KernelCommand
    {
        public string Code { get; } = code;
    }

    public sealed class RequestValue(string name, string mimeType) : KernelCommand
    {
        public string Name { get; } = name;

        public string MimeType { get; } = mimeType;
    }

    public sealed class RequestValueInfos(string mimeType) : KernelCommand
    {
        public string MimeType { get; } = mimeType;
    }

    public sealed class SendValue(string name, object value) : KernelCommand
    {
        public string Name { get; } = name;

        public object Value { get; } = value;
    }
}

namespace Microsoft.DotNet.Interactive.Directives
{
    public sealed class KernelDirectiveParameter(string name, string? description = null)
    {
        public string Name { get; } = name;

        public string? Description { get; } = description;

        public Func<IEnumerable<string>>? Completions { get; private set; }

        public KernelDirectiveParameter AddCompletions(Func<IEnumerable<string>> getCompletions)
        {
            Completions = getCompletions;
            return this;
        }
    }

    public sealed class KernelSpecifierDirective(string name, string kernelName)
    {
        public string Name { get; } = name;

        public string KernelName { get; } = kernelName;

        public ICollection<KernelDirectiveParameter> Parameters { get; } = [];
    }
}

namespace Microsoft.DotNet.Interactive.Events
{
    using Microsoft.DotNet.Interactive.Commands;
    using Microsoft.DotNet.Interactive.Formatting;
    using Microsoft.DotNet.Interactive.ValueSharing;

    public abstract record KernelEvent;

    public sealed record DisplayedValueProduced(DisplayedValue Shown) : KernelEvent;

    public sealed record ReturnValueProduced(object Value, SubmitCode Command, IReadOnlyCollection<FormattedValue> FormattedValues) : KernelEvent;

    public sealed record DiagnosticsProduced(IReadOnlyCollection<Diagnostic> Diagnostics, IReadOnlyCollection<FormattedValue> FormattedDiagnostics, KernelCommand Command) : KernelEvent;

    public sealed class CompletionItem(string displayText, string kind, string? filterText = null, string? sortText = null, string? insertText = null, object? insertTextFormat = null, string? documentation = null)
    {
        public string DisplayText { get; } = displayText;

        public string Kind { get; } = kind;

        public string? InsertText { get; } = insertText;

        public string? Documentation { get; } = documentation;

        public (string?, string?, object?) Other => (filterText, sortText, insertTextFormat);
    }

    public sealed record CompletionsProduced(IReadOnlyCollection<CompletionItem> Completions, RequestCompletions Command, LinePositionSpan? LinePositionSpan = null) : KernelEvent;

    public sealed record HoverTextProduced(RequestHoverText Command, IReadOnlyCollection<FormattedValue> Content, LinePositionSpan? LinePositionSpan = null) : KernelEvent;

    public sealed record ValueProduced(object Value, string Name, FormattedValue FormattedValue, RequestValue Command) : KernelEvent;

    public sealed record ValueInfosProduced(IReadOnlyCollection<KernelValueInfo> ValueInfos, RequestValueInfos Command) : KernelEvent;
}

namespace Microsoft.DotNet.Interactive.Formatting
{
    public sealed record FormattedValue(string MimeType, string Value)
    {
        public static FormattedValue CreateSingleFromObject(object value, string? mimeType = null) => new(mimeType ?? "text/plain", Formatter.Write(value, mimeType ?? "text/plain"));

        public static IReadOnlyList<FormattedValue> CreateManyFromObject(object value, params string[] mimeTypes) =>
            [.. (mimeTypes.Length > 0 ? mimeTypes : Formatter.Preferred.GetValueOrDefault(value.GetType()) ?? ["text/plain"]).Select(m => CreateSingleFromObject(value, m))];
    }

    public sealed class DisplayedValue(object value, IReadOnlyList<FormattedValue> formattedValues)
    {
        public IReadOnlyList<FormattedValue> FormattedValues { get; private set; } = formattedValues;

        public object Value { get; private set; } = value;

        public void Update(object updatedValue) =>
            (Value, FormattedValues) = (updatedValue, FormattedValue.CreateManyFromObject(updatedValue, [.. FormattedValues.Select(f => f.MimeType)]));
    }

    public delegate bool FormatDelegate<in T>(T value, object context);

    public static class Formatter
    {
        private static readonly Dictionary<(Type, string), Action<object, TextWriter>> Registered = [];

        public static Dictionary<Type, string[]> Preferred { get; } = [];

        public static void Register(Type type, FormatDelegate<object> formatter, string mimeType = "text/plain") => throw new NotSupportedException();

        public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = "text/plain") => Registered[(type, mimeType)] = formatter;

        public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes) => Preferred[type] = preferredMimeTypes;

        internal static string Write(object value, string mimeType)
        {
            using var text = new StringWriter();
            if (Registered.TryGetValue((value.GetType(), mimeType), out var format))
            {
                format(value, text);
            }
            else
            {
                text.Write(value);
            }

            return text.ToString();
        }
    }
}

namespace Microsoft.DotNet.Interactive.ValueSharing
{
    using Microsoft.DotNet.Interactive.Formatting;

    public sealed class KernelValueInfo(string name, FormattedValue formattedValue, Type? type = null, string? typeName = null)
    {
        public string Name { get; } = name;

        public FormattedValue FormattedValue { get; } = formattedValue;

        public Type? Type { get; } = type;

        public string? TypeName { get; } = typeName;
    }
}
