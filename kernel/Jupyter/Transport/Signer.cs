using System.Security.Cryptography;
using System.Text;

namespace FlexCap.Jupyter.Transport;

/// <summary>HMAC-SHA256 over the four JSON frames of a message, as lower-case hexadecimal. An empty key means unsigned messages.</summary>
internal sealed class Signer(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public byte[] Sign(byte[] header, byte[] parent, byte[] metadata, byte[] content)
    {
        if (_key.Length == 0)
        {
            return [];
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(header);
        hmac.AppendData(parent);
        hmac.AppendData(metadata);
        hmac.AppendData(content);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
    }

    public bool Verify(byte[] signature, byte[] header, byte[] parent, byte[] metadata, byte[] content) =>
        CryptographicOperations.FixedTimeEquals(signature, Sign(header, parent, metadata, content));
}
