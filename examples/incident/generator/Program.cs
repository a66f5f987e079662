// Writes the logs of the example incident into evidence/ beside this folder:
//
//     dotnet run --project examples/incident/generator
//
// Everything in it is made up. docs/example-incident.md tells the story. To extend it: the places, people and moments
// are in Scene; what people do all day in Ordinary; the attack, in order of time, in Attack; what the network, the
// hosts and GuardDuty saw of the same in Flows, Hosts and Findings. Nothing is random beyond a small generator of our
// own, seeded by names, so every run on every machine writes the same logs and a new line in one place leaves the
// records of the others as they were.
using System.Runtime.CompilerServices;

string evidence = Path.Combine(Path.GetDirectoryName(Here())!, "evidence");
if (Directory.Exists(evidence))
{
    Directory.Delete(evidence, recursive: true);
}

List<Record> records = [.. Ordinary.Day().Concat(Attack.Script()).DistinctBy(r => (string?)r.Json["eventID"])];
records.RemoveAll(r => r.Account == Scene.Shop && r.Time > Scene.LoggingStopped && r.Time < Scene.LoggingResumed);
string bucket = Path.Combine(evidence, "AWSLogs");
TrailDelivery.Write(records, bucket);
Flow.Write(Flows.All(), bucket);
Findings.Write(bucket);
Hosts.Write(evidence);

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
