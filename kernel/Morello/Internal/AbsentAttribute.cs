namespace FlexCap.Morello.Internal;

/// <summary>
/// Names an encoding that the model can decode but whose extension Morello does not have. It is an entry like any other for
/// the disassembler, the assembler and the documentation; executing it is UNDEFINED. Stands on the one method that raises that.
/// </summary>
/// <param name="name">Name of the clause in the Sail model.</param>
/// <param name="pattern">As in <see cref="InstructionAttribute"/>; its fields are operands of the syntax only.</param>
/// <param name="syntax">Assembly syntax.</param>
/// <param name="feature">Arm's name of the extension, such as FEAT_PAuth.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AbsentAttribute(string name, string pattern, string syntax, string feature) : Attribute
{
    public string Name { get; } = name;

    public string Pattern { get; } = pattern;

    public string Syntax { get; } = syntax;

    public string Feature { get; } = feature;
}
