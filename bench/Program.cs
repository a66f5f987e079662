using System.Text.Json;
using AwsIr.Bench;
using AwsIr.Bench.Corpora;
using AwsIr.Bench.EndToEnd;
using AwsIr.Bench.Micro;

const string Usage = """
    dotnet run -c Release --project bench -- <verb> [options]

      corpus    makes the corpora that are missing
      e2e       runs jobs end to end, each in a process of its own, and prints their time against the floor's
      memory    runs the jobs on a corpus and on one twice as large, and prints the peak of each
      compare   the same questions to other tools, where they are installed
      micro     the parts one by one; options are BenchmarkDotNet's, such as --filter *Rules*
      list      lists the jobs

    Options of all but micro:
      --scale 0.1        the size of the corpora; 1 is 1.5 million events and 10 million flows (default 1)
      --jobs a,b         only these jobs
      --threads 2        how many threads read (default 2)
      --repeat 3         how many timed passes (default 3)
      --corpus <folder>  where the corpora lie (default bench/.corpus)
    """;

try
{
    switch (args)
    {
        case ["corpus", .. var rest]:
            BenchOptions.Parse(rest).Corpora.Make();
            return 0;
        case ["e2e", .. var rest]:
            return new EndToEndRun(BenchOptions.Parse(rest)).Run();
        case ["memory", .. var rest]:
            return new MemoryRun(BenchOptions.Parse(rest)).Run();
        case ["compare", .. var rest]:
            return new Comparison(BenchOptions.Parse(rest)).Run();
        case ["micro", .. var rest]:
            return MicroRun.Run(rest);
        case ["list"]:
            foreach (Job job in Job.All)
            {
                Console.WriteLine($"{job.Name,-22}{job.What}");
            }

            return 0;
        case ["job", var name, .. var rest]:
            Console.WriteLine(JsonSerializer.Serialize(Job.Find(name).RunToResult(BenchOptions.Parse(rest))));
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 64;
    }
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 64;
}
