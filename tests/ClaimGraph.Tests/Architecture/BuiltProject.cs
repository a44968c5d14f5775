using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ClaimGraph.Tests.Architecture;

/// <summary>One type names another. What the compiler makes inside of a type counts as that type.</summary>
/// <param name="FromFile">Relative to the project's folder.</param>
/// <param name="ToFile">Null when the type belongs to another assembly.</param>
internal sealed record Use(string From, string FromFile, string To, string? ToFile);

/// <summary>
/// What the types of a project name, read from its assembly and from the symbols beside it, which tell the files. Constants and
/// <c>nameof</c> leave no trace there.
/// </summary>
internal sealed class BuiltProject : IDisposable
{
    // Portable PDB, custom debug information: the files of types without method bodies.
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F40A7BAB3D3");
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields()
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value & 0xFFFF, o => o.OperandType);

    private readonly string _marker;
    private readonly PEReader _pe;
    private readonly MetadataReader _types;
    private readonly MetadataReaderProvider _pdb;
    private readonly MetadataReader _symbols;
    private readonly Dictionary<TypeDefinitionHandle, string> _files = [];

    /// <param name="assembly">The path of the assembly.</param>
    public BuiltProject(string assembly)
    {
        _marker = $"/src/{Path.GetFileNameWithoutExtension(assembly)}/";
        _pe = new PEReader(File.OpenRead(assembly));
        _types = _pe.GetMetadataReader();
        _pdb = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        _symbols = _pdb.GetMetadataReader();
        foreach (var type in _types.TypeDefinitions)
            if ((FileOf(type) ?? FileOfOuter(type)) is { } file)
                _files.Add(type, file); // outer types come first
    }

    public void Dispose()
    {
        _pdb.Dispose();
        _pe.Dispose();
    }

    /// <summary>The uses of types, each once.</summary>
    public IReadOnlyCollection<Use> Uses()
    {
        var uses = new HashSet<Use>();
        foreach (var handle in _types.TypeDefinitions)
        {
            if (!_files.TryGetValue(handle, out var file))
                continue; // made by the compiler
            var named = new NamedTypes(_types);
            Collect(handle, named);
            var from = NameOf(handle);
            foreach (var type in named.Definitions)
                if (_files.TryGetValue(type, out var other))
                    uses.Add(new Use(from, file, NameOf(type), other));
            foreach (var type in named.References)
                uses.Add(new Use(from, file, type, null));
        }
        return uses;
    }

    private void Collect(TypeDefinitionHandle handle, NamedTypes named)
    {
        var type = _types.GetTypeDefinition(handle);
        named.Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
            named.Add(_types.GetInterfaceImplementation(implemented).Interface);
        AddConstraints(type.GetGenericParameters(), named);
        AddAttributes(type.GetCustomAttributes(), named);
        foreach (var field in type.GetFields())
            _types.GetFieldDefinition(field).DecodeSignature(named, false);
        foreach (var method in type.GetMethods().Select(_types.GetMethodDefinition))
        {
            method.DecodeSignature(named, false);
            AddConstraints(method.GetGenericParameters(), named);
            AddAttributes(method.GetCustomAttributes(), named);
            if (method.RelativeVirtualAddress != 0)
                AddBody(_pe.GetMethodBody(method.RelativeVirtualAddress), named);
        }
    }

    private void AddConstraints(GenericParameterHandleCollection parameters, NamedTypes named)
    {
        foreach (var constraint in parameters.SelectMany(p => _types.GetGenericParameter(p).GetConstraints()))
            named.Add(_types.GetGenericParameterConstraint(constraint).Type);
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes, NamedTypes named)
    {
        foreach (var attribute in attributes)
            named.Add(_types.GetCustomAttribute(attribute).Constructor);
    }

    private static void AddBody(MethodBodyBlock body, NamedTypes named)
    {
        if (!body.LocalSignature.IsNil)
            named.AddLocals(body.LocalSignature);
        foreach (var region in body.ExceptionRegions)
            named.Add(region.CatchType);
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int code = il.ReadByte();
            if (code == 0xFE)
                code = 0xFE00 | il.ReadByte();
            switch (Operands[code])
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                case OperandType.InlineSwitch:
                    var targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                case OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok:
                    named.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }
    }

    private string? FileOfOuter(TypeDefinitionHandle handle) =>
        _types.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer ? _files.GetValueOrDefault(outer) : null;

    private string NameOf(TypeDefinitionHandle handle)
    {
        while (_types.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
            handle = outer;
        var type = _types.GetTypeDefinition(handle);
        return NamedTypes.Join(_types, type.Namespace, type.Name);
    }

    /// <summary>The file of a type, of those that were not generated; null when there is none.</summary>
    private string? FileOf(TypeDefinitionHandle handle) =>
        _types
            .GetTypeDefinition(handle)
            .GetMethods()
            .SelectMany(DocumentsOf)
            .Concat(DocumentsOf(handle))
            .Distinct()
            .Select(PathOf)
            .Where(path => path?.StartsWith("obj/", StringComparison.Ordinal) == false)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Relative to the project's folder; null for a file from elsewhere.</summary>
    private string? PathOf(DocumentHandle document)
    {
        var path = _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/');
        var at = path.LastIndexOf(_marker, StringComparison.Ordinal);
        return at < 0 ? null : path[(at + _marker.Length)..];
    }

    private IEnumerable<DocumentHandle> DocumentsOf(MethodDefinitionHandle method) =>
        _symbols.GetMethodDebugInformation(method) is { SequencePointsBlob.IsNil: false } debug
            ? debug.GetSequencePoints().Select(p => p.Document)
            : [];

    private IEnumerable<DocumentHandle> DocumentsOf(TypeDefinitionHandle handle)
    {
        foreach (var information in _symbols.GetCustomDebugInformation(handle).Select(_symbols.GetCustomDebugInformation))
        {
            if (_symbols.GetGuid(information.Kind) != TypeDefinitionDocuments)
                continue;
            var documents = _symbols.GetBlobReader(information.Value);
            while (documents.RemainingBytes > 0)
                yield return MetadataTokens.DocumentHandle(documents.ReadCompressedInteger());
        }
    }

    /// <summary>The types that signatures and instructions name.</summary>
    private sealed class NamedTypes(MetadataReader types) : ISignatureTypeProvider<bool, bool>
    {
        public HashSet<TypeDefinitionHandle> Definitions { get; } = [];
        public HashSet<string> References { get; } = [];

        public void AddLocals(StandaloneSignatureHandle locals) => types.GetStandaloneSignature(locals).DecodeLocalSignature(this, false);

        public void Add(EntityHandle handle)
        {
            if (handle.IsNil)
                return;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    GetTypeFromDefinition(types, (TypeDefinitionHandle)handle, 0);
                    break;
                case HandleKind.TypeReference:
                    GetTypeFromReference(types, (TypeReferenceHandle)handle, 0);
                    break;
                case HandleKind.TypeSpecification:
                    GetTypeFromSpecification(types, false, (TypeSpecificationHandle)handle, 0);
                    break;
                case HandleKind.MethodDefinition:
                    Add(types.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.FieldDefinition:
                    Add(types.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                    break;
                case HandleKind.MemberReference:
                    Add(types.GetMemberReference((MemberReferenceHandle)handle));
                    break;
                case HandleKind.MethodSpecification:
                    var method = types.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(method.Method);
                    method.DecodeSignature(this, false);
                    break;
            }
        }

        private void Add(MemberReference member)
        {
            Add(member.Parent);
            if (member.GetKind() == MemberReferenceKind.Field)
                member.DecodeFieldSignature(this, false);
            else
                member.DecodeMethodSignature(this, false);
        }

        public static string Join(MetadataReader types, StringHandle space, StringHandle name) =>
            $"{types.GetString(space)}.{types.GetString(name)}".TrimStart('.');

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Definitions.Add(handle);

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            while (type.ResolutionScope is { IsNil: false, Kind: HandleKind.TypeReference } outer)
                type = reader.GetTypeReference((TypeReferenceHandle)outer);
            return References.Add(Join(reader, type.Namespace, type.Name));
        }

        public bool GetTypeFromSpecification(MetadataReader reader, bool context, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, context);

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

        public bool GetSZArrayType(bool elementType) => false;

        public bool GetArrayType(bool elementType, ArrayShape shape) => false;

        public bool GetByReferenceType(bool elementType) => false;

        public bool GetPointerType(bool elementType) => false;

        public bool GetPinnedType(bool elementType) => false;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;

        public bool GetGenericMethodParameter(bool genericContext, int index) => false;

        public bool GetGenericTypeParameter(bool genericContext, int index) => false;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => false;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => false;
    }
}
