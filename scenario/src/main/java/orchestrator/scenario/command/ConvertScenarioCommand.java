package orchestrator.scenario.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import orchestrator.cli.Surroundings;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.scenario.convert.ConversionException;
import orchestrator.scenario.convert.HandMadeScenario;
import orchestrator.scenario.convert.SettingsJson;
import orchestrator.scenario.convert.XesScenario;
import orchestrator.scenario.settings.Limits;
import orchestrator.scenario.settings.SettingsFaultException;
import orchestrator.scenario.settings.SettingsReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes settings of what others keep. */
@Command(
    name = "convert",
    description =
        "Make settings of an XES log, a scenario made by hand, or one as api-server stores it.",
    footer = {"", "Example:", "  orchestrator scenario convert simulation.xes > settings.json"})
final class ConvertScenarioCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
  private String file = "";

  ConvertScenarioCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try {
      byte[] bytes =
          file.equals("-")
              ? surroundings.input().readAllBytes()
              : Files.readAllBytes(Path.of(file));
      JsonNode settings = isXml(bytes) ? xes(bytes) : json(bytes);
      spec.commandLine().getOut().println(JSON.writeValueAsString(settings));
      spec.commandLine().getOut().flush();
      warn(settings);
      return Exit.DONE.code();
    } catch (ConversionException | SettingsFaultException e) {
      throw CommandFailedException.wrongUse(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw CommandFailedException.wrongUse("the file " + file + " cannot be read");
    }
  }

  /** Tells what a run would refuse, unless its limits are other ones. */
  private void warn(JsonNode settings) {
    try {
      var unusedSettings = SettingsReader.read(settings, Limits.DEFAULT);
    } catch (SettingsFaultException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.faults().forEach(fault -> err.println("over the limits of a run: " + fault));
      err.flush();
    }
  }

  private static JsonNode xes(byte[] bytes) throws ConversionException {
    return XesScenario.convert(new ByteArrayInputStream(bytes));
  }

  private static JsonNode json(byte[] bytes)
      throws IOException, ConversionException, SettingsFaultException {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new ConversionException("it is neither XES nor JSON");
    }
    if (HandMadeScenario.matches(json)) {
      return HandMadeScenario.convert(json);
    }
    JsonNode settings = SettingsJson.unwrap(json);
    var unusedSettings = SettingsReader.read(settings, Limits.DEFAULT);
    return settings;
  }

  private static boolean isXml(byte[] bytes) {
    for (byte one : bytes) {
      // A byte order mark and blanks come before it in some files.
      if (one == '<') {
        return true;
      }
      if (one > ' ') {
        return false;
      }
    }
    return false;
  }
}
