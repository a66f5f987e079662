using System.Reflection;

namespace AwsIr.HelpBuilder;

/// <summary>Reads what cmdlets an assembly declares, from its metadata alone: nothing of it runs.</summary>
internal static class CmdletReader
{
    private const string Automation = "System.Management.Automation.";
    private const string AllSets = "__AllParameterSets";

    public static IReadOnlyList<CmdletInfo> Read(string assembly, IEnumerable<string> references)
    {
        using var context = new MetadataLoadContext(new PathAssemblyResolver(references.Append(assembly)));
        return [.. context.LoadFromAssemblyPath(assembly).GetTypes()
            .Select(static t => (Type: t, Attribute: Find(t.GetCustomAttributesData(), "CmdletAttribute")))
            .Where(static c => c.Attribute is not null && !c.Type.IsAbstract)
            .Select(static c => ReadCmdlet(c.Type, c.Attribute!))
            .OrderBy(static c => c.Name, StringComparer.Ordinal)];
    }

    private static CmdletInfo ReadCmdlet(Type type, CustomAttributeData attribute)
    {
        string name = $"{attribute.ConstructorArguments[0].Value}-{attribute.ConstructorArguments[1].Value}";
        IEnumerable<ParameterInfo> parameters = Lineage(type)
            .SelectMany(static t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(ReadParameter)
            .OfType<ParameterInfo>()
            .DistinctBy(static p => p.Name);
        return new CmdletInfo(name, Named(attribute, "DefaultParameterSetName") as string, [.. parameters], Named(attribute, "SupportsShouldProcess") is true);
    }

    // The cmdlet's own parameters first, then those of its base classes.
    private static IEnumerable<Type> Lineage(Type type)
    {
        for (Type? t = type; t is not null && t.Namespace != "System.Management.Automation"; t = t.BaseType)
        {
            yield return t;
        }
    }

    private static ParameterInfo? ReadParameter(PropertyInfo property)
    {
        IList<CustomAttributeData> attributes = property.GetCustomAttributesData();
        ParameterSetInfo[] sets = [.. attributes.Where(static a => Is(a, "ParameterAttribute") && Named(a, "DontShow") is not true).Select(ReadSet)];
        if (sets.Length == 0)
        {
            return null;
        }

        Type type = Nullable(property.PropertyType) ?? property.PropertyType;
        Type element = type.IsArray ? type.GetElementType()! : type;
        IReadOnlyList<string> values = Find(attributes, "ValidateSetAttribute") is { } set ? Strings(set)
            : element.IsEnum ? [.. element.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => f.Name)]
            : [];
        return new ParameterInfo(
            property.Name,
            Describe(type),
            type.FullName == Automation + "SwitchParameter",
            Find(attributes, "AliasAttribute") is { } alias ? Strings(alias) : [],
            values,
            Find(attributes, "SupportsWildcardsAttribute") is not null,
            Find(attributes, "PSDefaultValueAttribute") is { } value ? (Named(value, "Help") ?? Named(value, "Value"))?.ToString() : null,
            sets);
    }

    private static ParameterSetInfo ReadSet(CustomAttributeData attribute)
    {
        string? set = Named(attribute, "ParameterSetName") as string;
        return new ParameterSetInfo(
            set == AllSets ? null : set,
            Named(attribute, "Mandatory") is true,
            Named(attribute, "Position") is int position && position >= 0 ? position : null,
            Named(attribute, "ValueFromPipeline") is true,
            Named(attribute, "ValueFromPipelineByPropertyName") is true);
    }

    private static Type? Nullable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? type.GetGenericArguments()[0] : null;

    private static string Describe(Type type) => type.IsArray ? Describe(type.GetElementType()!) + "[]" : type.FullName switch
    {
        "System.String" => "string",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.Boolean" => "bool",
        "System.Object" => "object",
        "System.Collections.IDictionary" => "IDictionary",
        _ => type.Name,
    };

    private static bool Is(CustomAttributeData attribute, string name) => attribute.AttributeType.FullName == Automation + name;

    private static CustomAttributeData? Find(IEnumerable<CustomAttributeData> attributes, string name) => attributes.FirstOrDefault(a => Is(a, name));

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(a => a.MemberName == name).Select(static a => a.TypedValue.Value).FirstOrDefault();

    private static string[] Strings(CustomAttributeData attribute) =>
        [.. attribute.ConstructorArguments.SelectMany(static a => a.Value is IReadOnlyCollection<CustomAttributeTypedArgument> many ? many.Select(static m => m.Value) : [a.Value]).OfType<string>()];
}
