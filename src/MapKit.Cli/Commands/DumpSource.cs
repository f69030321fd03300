using System.CommandLine;
using MapKit.Cli.Commands.Options;
using MapKit.Configuration;
using MapKit.Entries;
using MapKit.Maps.Paging;
using MapKit.Operations.Dump;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Commands;

/// <summary><c>mapkit dump --as source</c>: a source that compiles to the same records.</summary>
internal static class DumpSource
{
    /// <summary>The syntax of the source.</summary>
    public static readonly Option<string?> Format = new Option<string?>("--format", "-f") { HelpName = "FORMAT", Description = "Syntax of --as source. Default: aliases for a map with the @ record of alias maps, else plain" }
        .Among("aliases", "plain");

    /// <summary>The name forms with which the source will be compiled.</summary>
    public static readonly Option<string?> AliasNames = AliasKeysOption.CreateOptional("The --alias-keys with which the source will be compiled. Default: from the map");

    /// <summary>Prints the source. Records that it does not reproduce exactly are reported and give status 1.</summary>
    public static int Run(ParseResult arguments, MapOperand map, PostfixSettings settings, SecretMask mask, CommandEnvironment environment)
    {
        if (mask.Hides) throw new FormatException($"{map.Path}: a source without its passwords is useless; --show-secrets includes them");
        if (settings.MaskOf(map.Path).Hides && environment.OutputHandle is { } output) PrivateOutput.Narrow(output, map.Path);
        var options = OptionsOf(arguments, map, settings);
        var isProtected = false;
        var result = SourceDump.Write(
            new MapWalk(map.Reader), options, line => environment.Output.Write(line), problem => Report(problem, map, environment),
            () =>
            {
                if (!isProtected) Protect(map, mask, environment);
                isProtected = true;
            });
        if (options.Syntax == SourceSyntax.Aliases && result.AliasKeys != AliasKeys.Both && arguments.GetValue(AliasNames) is null)
            MapkitCommand.Note(environment, $"{map.Path}: contains only one form of quoted names; compile the source with --alias-keys {NameOf(result.AliasKeys)}");
        return result.Problems == 0 ? MapkitCommand.Success : MapkitCommand.No;
    }

    /// <summary>The map contains private keys.</summary>
    private static void Protect(MapOperand map, SecretMask mask, CommandEnvironment environment)
    {
        if (mask != SecretMask.Nothing) throw new FormatException($"{map.Path}: a source without the private keys would be of no use; --show-secrets writes them");
        if (environment.OutputHandle is { } output) PrivateOutput.Narrow(output, map.Path);
    }

    private static SourceTextOptions OptionsOf(ParseResult arguments, MapOperand map, PostfixSettings settings)
    {
        var options = new SourceTextOptions
        {
            Syntax = arguments.GetValue(Format) switch
            {
                "aliases" => SourceSyntax.Aliases,
                "plain" => SourceSyntax.Postmap,
                _ => SourceDump.SyntaxOf(map.Reader),
            },
            Utf8 = KeyOptions.IsUtf8(arguments, settings),
            Folding = KeyOptions.FoldingOf(arguments, settings),
        };
        return options.Syntax == SourceSyntax.Postmap ? options : options with
        {
            AliasKeys = arguments.GetValue(AliasNames) is { } word ? AliasKeysOption.Named(word) : SourceDump.AliasKeysOf(map.Reader.Records, options),
        };
    }

    private static void Report(SourceProblem problem, MapOperand map, CommandEnvironment environment)
    {
        var outcome = problem.IsWritten ? "compiles to another record" : "is not in the source";
        environment.Error.WriteLine($"{map.Path}: warning: {DisplayText.Escape(problem.Key.Span)}<tab>{DisplayText.Escape(problem.Value.Span)} {outcome}: {problem.Reason}");
    }

    private static string NameOf(AliasKeys keys) => keys == AliasKeys.External ? "external" : "internal";
}
