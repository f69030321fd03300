using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using MapKit.Benchmarks;

// In this process: the sources need no building again with the settings of the repository.
BenchmarkSwitcher.FromAssembly(typeof(NullOutput).Assembly).Run(["--inProcess", .. args], DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks"));
