package orchestrator.cli;

import picocli.CommandLine.Option;

/** Reads the option that says how answers are written. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table, json (what the API says, one object a line), yaml, or name (the keys alone)"
              + " (default ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  /** Names the ways, as on the command line. */
  enum Format {
    table,
    json,
    yaml,
    name
  }

  Format format() {
    return format;
  }
}
