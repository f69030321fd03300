using BenchmarkDotNet.Running;
using MapKit.Benchmarks;

// In this process: the sources need no building again with the settings of the repository, and one file of results is enough.
BenchmarkSwitcher.FromAssembly(typeof(NullOutput).Assembly).Run(["--inProcess", .. args]);
