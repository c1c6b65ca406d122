namespace FlexCap.Jupyter.Interpreter;

/// <summary>C# names of types, for the declaration of a variable.</summary>
internal static class TypeNames
{
    /// <summary>Full name of the type or, if code outside of its assembly cannot name it, of its nearest base type that it can name.</summary>
    public static string Of(Type type)
    {
        while (!IsNameable(type))
        {
            type = type.BaseType ?? typeof(object);
        }

        return Name(type);
    }

    private static bool IsNameable(Type type) =>
        type.IsVisible && !type.IsPointer && !type.IsByRefLike && (!type.IsGenericType || type.GetGenericArguments().All(IsNameable))
        && (!type.IsArray || IsNameable(type.GetElementType()!));

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        // A nested type carries the arguments of the types around it in one list.
        var arguments = new Queue<Type>(type.GetGenericArguments());
        var parts = new Stack<Type>();
        for (var t = type; t is not null; t = t.DeclaringType)
        {
            parts.Push(t);
        }

        var names = parts.Select(part =>
        {
            var tick = part.Name.IndexOf('`', StringComparison.Ordinal);
            if (tick < 0)
            {
                return "@" + part.Name;
            }

            var own = Enumerable.Range(0, int.Parse(part.Name[(tick + 1)..])).Select(_ => Name(arguments.Dequeue()));
            return $"@{part.Name[..tick]}<{string.Join(", ", own)}>";
        });
        var space = type.Namespace is { } n ? string.Join('.', n.Split('.').Select(p => "@" + p)) + "." : "";
        return "global::" + space + string.Join('.', names);
    }
}
