namespace FlexCap.Notebooks.Formatting;

/// <summary>Type names as C# writes them.</summary>
internal static class TypeNames
{
    internal static string Short(Type type)
    {
        if (type.IsArray)
        {
            return Short(type.GetElementType()!) + "[]";
        }

        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return (tick < 0 ? type.Name : type.Name[..tick]) + "<" + string.Join(", ", type.GetGenericArguments().Select(Short)) + ">";
    }
}
