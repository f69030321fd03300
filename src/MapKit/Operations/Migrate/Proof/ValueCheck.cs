using System.Globalization;

namespace MapKit.Operations.Migrate.Proof;

/// <summary>Compares the effective values of all parameters, for main.cf and for each service.</summary>
internal sealed class ValueCheck : IMigrationCheck
{
    private readonly List<EffectiveValues> _before = [];

    /// <inheritdoc/>
    public void Before(MigrationPlan plan) => _before.AddRange(plan.Instances.Select(EffectiveValues.Read));

    /// <inheritdoc/>
    public CheckOutcome After(MigrationPlan plan)
    {
        var (values, changed) = (0, 0);
        var others = new List<string>();
        for (var index = 0; index < _before.Count; index++)
        {
            var after = EffectiveValues.Read(MigrationPlanner.Load(plan.Instances[index].Main.Directory, plan.Options));
            others.AddRange(_before[index].Compare(after, BerkeleyDbTypes.Targets, out var types));
            (values, changed) = (values + after.Count, changed + types);
        }

        return new CheckOutcome("values of parameters and services", others.Count == 0, others.Count > 0
            ? [$"not only types differ: {string.Join(", ", others)}"]
            : [string.Create(CultureInfo.InvariantCulture, $"{values} compared; {changed} differ, and only in the types of tables")]);
    }
}
