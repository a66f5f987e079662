using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;

namespace AwsIr.Clients;

/// <summary>Answers in XML, taken without their namespaces and without document types.</summary>
internal static class XmlAnswer
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = OperationUnmarshaller.MaxBody,
    };

    /// <summary>Reads an answer from its beginning. The caller disposes.</summary>
    public static XmlReader Open(byte[] body) => XmlReader.Create(new MemoryStream(body, writable: false), Settings);

    /// <summary>An answer's outermost element.</summary>
    /// <exception cref="AmazonUnmarshallingException">It is not XML.</exception>
    public static XElement Parse(byte[] body)
    {
        try
        {
            using var reader = Open(body);
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw ServiceClient.Garbled(e);
        }
    }

    /// <summary>The elements of a path of names below this one; namespaces do not matter.</summary>
    public static IEnumerable<XElement> Below(this XElement element, params string[] path) =>
        path.Aggregate((IEnumerable<XElement>)[element], (found, name) => found.SelectMany(one => one.Elements().Where(child => child.Name.LocalName == name)));

    /// <summary>The text of the first element of a path of names below this one; null if there is none.</summary>
    public static string? Text(this XElement element, params string[] path) => element.Below(path).FirstOrDefault()?.Value;
}
