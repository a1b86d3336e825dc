return await NetTimeline.Cli.CommandLine.RunAsync(args);
