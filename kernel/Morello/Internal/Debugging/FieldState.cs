using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FlexCap.Morello.Internal;

/// <summary>
/// Saves an object by its fields. Every instance field is state unless it says <see cref="NotStateAttribute"/> or is a
/// delegate or a pointer, so that a register added to the processor cannot be forgotten. Fields come in the order of their names.
/// </summary>
internal sealed class FieldState
{
    private const BindingFlags InstanceFields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly FieldInfo[] _fields;

    private FieldState(Type type)
    {
        _fields = [.. type.GetFields(InstanceFields)
            .Where(field => !field.IsDefined(typeof(NotStateAttribute)) && !field.FieldType.IsPointer && !field.FieldType.IsFunctionPointer
                && !typeof(Delegate).IsAssignableFrom(field.FieldType))
            .OrderBy(field => field.Name, StringComparer.Ordinal)];
        foreach (var field in _fields)
        {
            if (!IsSupported(field.FieldType))
            {
                throw new NotSupportedException($"Snapshots cannot hold {type.Name}.{field.Name} of type {field.FieldType}: mark it [NotState] or let it implement IStateful.");
            }
        }

        var layout = string.Join(';', _fields.Select(field => $"{field.FieldType} {field.Name}"));
        Fingerprint = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(layout)));
    }

    /// <summary>The fields of the processor.</summary>
    internal static FieldState OfCpu { get; } = new(typeof(Cpu));

    /// <summary>The fields of a class.</summary>
    internal static FieldState Of<T>()
        where T : class => Cache<T>.Fields;

    /// <summary>Changes with the names and types of the fields: two versions with the same fingerprint understand each other's state.</summary>
    internal ulong Fingerprint { get; }

    internal void Save(object owner, StateWriter writer)
    {
        foreach (var field in _fields)
        {
            SaveValue(field.FieldType, field.GetValue(owner), writer);
        }
    }

    internal void Restore(object owner, StateReader reader)
    {
        foreach (var field in _fields)
        {
            var old = field.GetValue(owner);
            var value = RestoreValue(field.FieldType, old, reader);
            if (field.FieldType.IsValueType)
            {
                field.SetValue(owner, value);
            }
        }
    }

    private static bool IsSupported(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(Capability) || type == typeof(UInt128) || type.IsDefined(typeof(InlineArrayAttribute))
        || (Nullable.GetUnderlyingType(type) is { } inner ? IsSupported(inner)
            : type.IsArray ? IsSupported(type.GetElementType()!)
            : type == typeof(Queue<byte>) || type == typeof(Dictionary<string, ulong>) || typeof(IStateful).IsAssignableFrom(type)
            || (type.IsValueType && type.GetFields(InstanceFields).All(field => IsSupported(field.FieldType))));

    private static void SaveValue(Type type, object? value, StateWriter writer)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            writer.Write(value != null);
            if (value != null)
            {
                SaveValue(inner, value, writer);
            }

            return;
        }

        switch (value)
        {
            case Capability capability: writer.Write(capability); break;
            case IStateful stateful: stateful.Save(writer); break;
            case Queue<byte> queue: writer.Write([.. queue]); break;
            case Dictionary<string, ulong> dictionary: Save(dictionary, writer); break;
            case Array array: Save(array, type.GetElementType()!, writer); break;
            case null: throw new NotSupportedException($"A field of type {type} is null.");
            default:
                if (IsPlain(type))
                {
                    writer.WriteRaw(BytesOf(value, type));
                }
                else
                {
                    foreach (var field in FieldsOf(type))
                    {
                        SaveValue(field.FieldType, field.GetValue(value), writer);
                    }
                }

                break;
        }
    }

    private static void Save(Dictionary<string, ulong> dictionary, StateWriter writer)
    {
        writer.Write(dictionary.Count);
        foreach (var (key, number) in dictionary.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(key);
            writer.Write(number);
        }
    }

    private static void Save(Array array, Type element, StateWriter writer)
    {
        writer.Write(array.Length);
        foreach (var item in (IEnumerable)array)
        {
            SaveValue(element, item, writer);
        }
    }

    // Value types come back as new values; objects are changed in place.
    private static object? RestoreValue(Type type, object? old, StateReader reader)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return reader.ReadBoolean() ? RestoreValue(inner, RuntimeHelpers.GetUninitializedObject(inner), reader) : null;
        }

        switch (old)
        {
            case Capability: return reader.ReadCapability();
            case IStateful stateful:
                stateful.Restore(reader);
                return stateful;
            case Queue<byte> queue:
                queue.Clear();
                foreach (var value in reader.ReadBytes())
                {
                    queue.Enqueue(value);
                }

                return queue;
            case Dictionary<string, ulong> dictionary:
                dictionary.Clear();
                for (var count = reader.ReadInt32(); count > 0; count--)
                {
                    dictionary[reader.ReadString()] = reader.ReadUInt64();
                }

                return dictionary;
            case Array array:
                if (reader.ReadInt32() != array.Length)
                {
                    throw new InvalidDataException("An array of the state has another length.");
                }

                var element = type.GetElementType()!;
                for (var i = 0; i < array.Length; i++)
                {
                    var item = RestoreValue(element, array.GetValue(i), reader);
                    if (element.IsValueType)
                    {
                        array.SetValue(item, i);
                    }
                }

                return array;
            case null: throw new NotSupportedException($"A field of type {type} is null.");
            default:
                if (IsPlain(type))
                {
                    var target = BytesOf(old, type);
                    reader.ReadRaw(target.Length).CopyTo(target);
                    return old;
                }

                foreach (var field in FieldsOf(type))
                {
                    field.SetValue(old, RestoreValue(field.FieldType, field.GetValue(old), reader));
                }

                return old;
        }
    }

    // Without padding, whose bytes would be arbitrary. The inline arrays are those of registers: RegisterFile.cs.
    private static bool IsPlain(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(UInt128) || type.IsDefined(typeof(InlineArrayAttribute));

    private static IEnumerable<FieldInfo> FieldsOf(Type type) => type.GetFields(InstanceFields).OrderBy(field => field.Name, StringComparer.Ordinal);

    // The bytes inside the box: a value that nobody else sees.
    private static Span<byte> BytesOf(object box, Type type) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Box>(box).First, RuntimeHelpers.SizeOf(type.TypeHandle));

    private static class Cache<T>
    {
        internal static readonly FieldState Fields = new(typeof(T));
    }

    // The layout of a box: its value follows the header as the first field of any object does.
    private sealed class Box
    {
        internal byte First;
    }
}
