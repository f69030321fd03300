using System.Text;
using System.Text.Json;
using MapKit.Maps;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Planning;
using MapKit.Operations.Migrate.Proof;
using MapKit.Source;
using MapKit.Tables;

namespace MapKit.Cli.Rendering.Migrate;

/// <summary>A migration as JSON lines.</summary>
/// <param name="output">Where to.</param>
internal sealed class MigrationJson(ByteWriter output)
{
    /// <summary>Writes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="steps">What remains to be done by hand.</param>
    public void WritePlan(MigrationPlan plan, MigrationSteps steps)
    {
        foreach (var file in plan.Files) WriteFile(file);
        foreach (var table in plan.Tables) JsonLine.Write(output, "table", writer => WriteTable(writer, table));
        foreach (var word in plan.Remaining) JsonLine.Write(output, "remaining", writer => WriteRemaining(writer, word));
        JsonLine.Write(output, "plan", writer =>
        {
            JsonLine.WriteStrings(writer, "configurations", [.. plan.Instances.Select(instance => instance.Main.Directory)]);
            writer.WriteString("to", MapTypes.NameOf(plan.Options.To));
            writer.WriteBoolean("isEmpty", plan.IsEmpty);
            writer.WriteBoolean("canApply", !plan.Stops);
            writer.WriteBoolean("leavesSome", plan.LeavesSome);
            JsonLine.WriteStrings(writer, "obstacles", [.. plan.Obstacles, .. plan.Tables.Where(table => table.Stops).Select(MigrationWords.ReasonOf)]);
            JsonLine.WriteStrings(writer, "notes", plan.Notes);
            JsonLine.WriteStrings(writer, "first", [.. steps.Before()]);
            JsonLine.WriteStrings(writer, "afterwards", [.. steps.After()]);
        });
    }

    /// <summary>Writes what shows that nothing else has changed, and what is left to do.</summary>
    public void WriteProof(MigrationPlan plan, MigrationProof proof, MigrationSteps steps, string folder, bool isReloaded)
    {
        foreach (var file in plan.Files) WriteFile(file);
        foreach (var table in proof.Tables) JsonLine.Write(output, "table", writer =>
        {
            WriteTable(writer, table.Table);
            writer.WriteNumber("before", table.Before);
            writer.WriteNumber("after", table.After);
        });
        foreach (var word in plan.Remaining) JsonLine.Write(output, "remaining", writer => WriteRemaining(writer, word));
        foreach (var check in proof.Checks) JsonLine.Write(output, "check", writer =>
        {
            writer.WriteString("name", check.Name);
            writer.WriteBoolean("isGood", check.IsGood);
            JsonLine.WriteStrings(writer, "lines", check.Lines);
        });
        JsonLine.Write(output, "applied", writer =>
        {
            JsonLine.WriteStrings(writer, "configurations", [.. plan.Instances.Select(instance => instance.Main.Directory)]);
            writer.WriteString("to", MapTypes.NameOf(plan.Options.To));
            writer.WriteBoolean("leavesSome", plan.LeavesSome);
            writer.WriteBoolean("isReloaded", isReloaded);
            writer.WriteString("backup", folder);
            JsonLine.WriteStrings(writer, "notes", proof.Notes);
            JsonLine.WriteStrings(writer, "afterwards", [.. steps.After(isReloaded)]);
        });
    }

    private void WriteFile(FileChange file)
    {
        foreach (var edit in file.Edits) JsonLine.Write(output, "edit", writer => WriteEdit(writer, edit));
        foreach (var setting in file.Added) JsonLine.Write(output, "setting", writer =>
        {
            writer.WriteString("path", file.Path);
            writer.WriteString("parameter", setting.Name);
            writer.WriteString("value", ByteText.ToText(SecretMask.ConfigurationText(ByteText.FromText(setting.Value))));
            writer.WriteString("default", setting.Default);
        });
    }

    private static void WriteEdit(Utf8JsonWriter writer, TypeEdit edit)
    {
        writer.WriteString("path", edit.Path);
        writer.WriteNumber("line", edit.Place.Line);
        writer.WriteNumber("column", edit.Place.Column);
        writer.WriteNumber("endColumn", edit.Place.EndColumn);
        writer.WriteString("parameter", edit.Parameter);
        if (edit.Service is { } service) writer.WriteString("service", service);
        writer.WriteString("from", edit.OldType);
        writer.WriteString("to", edit.NewType);
    }

    private static void WriteTable(Utf8JsonWriter writer, TableMigration table)
    {
        JsonLine.WriteStrings(writer, "tables", [.. table.References.Select(reference => $"{reference}").Distinct()]);
        writer.WriteString("role", table.Status.Role.Name);
        writer.WriteString("state", MigrationWords.NameOf(table.State));
        writer.WriteString("type", table.TypeName);
        writer.WriteString("newMap", table.NewMap);
        if (table.OldMap is { } map) writer.WriteString("oldMap", map);
        if (table.Source is { } source) writer.WriteString("source", source);
        if (table.Origin is { } origin) writer.WriteString("origin", origin == RecordOrigin.Map ? "map" : "source");
        if (table.Entries is { } entries) writer.WriteNumber("entries", entries);
        if (table.Detail is { } detail) writer.WriteString("detail", detail);
        if (table.Problems.Count > 0) JsonLine.WriteStrings(writer, "problems", table.Problems);
        if (table.DifferenceCount == 0) return;
        writer.WriteNumber("differences", table.DifferenceCount);
        JsonLine.WriteStrings(writer, "keys", [.. MigrationWords.KeysOf(table, TableMigration.MostDifferences)]);
    }

    private static void WriteRemaining(Utf8JsonWriter writer, RemainingWord word)
    {
        writer.WriteString("path", word.Path);
        if (word.Line > 0) writer.WriteNumber("line", word.Line);
        writer.WriteString("why", MigrationWords.NameOf(word.Kind));
        JsonLine.WriteBytes(writer, "text", Encoding.Latin1.GetBytes(word.Text));
        if (word.Reason is { } reason) writer.WriteString("reason", reason);
    }
}
