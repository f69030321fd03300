using MapKit.Fuzzing;
using SharpFuzz;

// With arguments: tells what comes of these files. Without: serves AFL, which sends one file after the other.
if (args.Length > 0)
{
    foreach (var file in args) Console.WriteLine($"{file}: {ReadingSurface.Walk(file)}");
    return;
}

const string SharedMemory = "/dev/shm";
var path = Path.Combine(Directory.Exists(SharedMemory) ? SharedMemory : Path.GetTempPath(), $"mapkit-fuzzing-{Environment.ProcessId}");
Fuzzer.OutOfProcess.Run(stream =>
{
    // A new file each time: the time of the old one would have to differ for the change to be seen.
    File.Delete(path);
    using (var file = File.Create(path)) stream.CopyTo(file);
    ReadingSurface.Walk(path);
});
