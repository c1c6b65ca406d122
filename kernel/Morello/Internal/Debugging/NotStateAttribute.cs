namespace FlexCap.Morello.Internal;

/// <summary>
/// A field that snapshots leave out, because it can be worked out from the others, is fixed at construction, or belongs to
/// the debugger. Whoever restores the rest brings it up to date.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class NotStateAttribute : Attribute;
