Console.WriteLine(string.Join("\n", args));
return 0;
