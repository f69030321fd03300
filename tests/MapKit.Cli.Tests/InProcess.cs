using System.CommandLine;
using System.Reflection;

namespace MapKit.Cli.Tests;

/// <summary>Runs the command many times in this process.</summary>
/// <remarks>
/// The options of the verbs are static, and System.CommandLine keeps every command that an option was ever added to, in a list that it walks
/// for each new one. A process that runs one command line does not notice it. Thousands of them took gigabytes and most of their time.
/// </remarks>
internal static class InProcess
{
    private const int MostCommands = 20;

    private static readonly PropertyInfo FirstParent = typeof(Symbol).GetProperty("FirstParent", BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new InvalidOperationException("System.CommandLine names its list of commands differently");
    private static readonly ReaderWriterLockSlim Gate = new(LockRecursionPolicy.SupportsRecursion);
    private static readonly Lazy<Symbol[]> Shared = new(FindShared);
    private static int _commands;

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(CommandEnvironment environment, params string[] arguments)
    {
        if (Interlocked.Increment(ref _commands) > MostCommands) Forget();
        Gate.EnterReadLock();
        try
        {
            return Program.Run("mapkit", arguments, environment);
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }

    // Not while another test runs a command. It does not wait for one either, which may wait for this test.
    private static void Forget()
    {
        if (Gate.IsReadLockHeld || !Gate.TryEnterWriteLock(0)) return;
        try
        {
            foreach (var symbol in Shared.Value) FirstParent.SetValue(symbol, null);
            _commands = 0;
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    private static Symbol[] FindShared() =>
    [
        .. typeof(Program).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => typeof(Symbol).IsAssignableFrom(field.FieldType))
            .Select(field => (Symbol)field.GetValue(null)!),
    ];
}
