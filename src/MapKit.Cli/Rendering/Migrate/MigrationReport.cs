using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Proof;

namespace MapKit.Cli.Rendering.Migrate;

/// <summary>The report that is kept with the old files: the changes, the proof, and what is left.</summary>
internal static class MigrationReport
{
    /// <summary>Renders it.</summary>
    public static byte[] Render(MigrationPlan plan, MigrationProof proof, MigrationSteps steps, string folder)
    {
        using var output = new MemoryStream();
        using (var environment = new CommandEnvironment(Stream.Null, output, Stream.Null, false, false, static _ => null))
        {
            var text = new MigrationText(environment);
            text.WriteDiff(plan);
            text.WriteTables(plan);
            text.WriteRemaining(plan);
            text.WriteProof(plan, proof, steps, folder, isReloaded: false);
        }

        return output.ToArray();
    }
}
