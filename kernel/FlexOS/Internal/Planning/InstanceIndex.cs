namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// Finds instances by their object, so that binding a reference costs the same in an image of three compartments and of a
/// thousand. Follows the list, which grows while references are followed.
/// </summary>
internal sealed class InstanceIndex(List<Instance> instances)
{
    private readonly Dictionary<LibraryObject, List<Instance>> _byObject = [];
    private readonly Dictionary<(LibraryObject, int Compartment), List<Instance>> _byPlace = [];
    private int _indexed;

    /// <summary>The instances of an object, of one compartment where one is given, in their order.</summary>
    public IReadOnlyList<Instance> Of(LibraryObject library, int? compartment)
    {
        for (; _indexed < instances.Count; _indexed++)
        {
            var instance = instances[_indexed];
            Add(_byObject, instance.Object, instance);
            Add(_byPlace, (instance.Object, instance.Compartment), instance);
        }

        return (compartment is { } id ? _byPlace.GetValueOrDefault((library, id)) : _byObject.GetValueOrDefault(library)) ?? [];
    }

    private static void Add<TKey>(Dictionary<TKey, List<Instance>> index, TKey key, Instance instance) where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
        {
            index.Add(key, list = []);
        }

        list.Add(instance);
    }
}
