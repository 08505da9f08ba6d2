package orchestrator.scenario.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;

/** Writes what {@code --html} asks for. */
final class Pages {
  private Pages() {}

  /**
   * Writes a page in place of what the file had.
   *
   * @throws CommandFailedException when it cannot be written
   */
  static void write(Path file, String page) {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new CommandFailedException(Exit.FAILED, "the page " + file + " cannot be written");
    }
  }
}
