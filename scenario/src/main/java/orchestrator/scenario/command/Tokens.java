package orchestrator.scenario.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import orchestrator.cli.failure.CommandFailedException;

/** Reads the service's token from a file, since command lines are seen by everybody. */
public final class Tokens {
  private Tokens() {}

  /**
   * The token: the file's text without blanks around it.
   *
   * @throws CommandFailedException when it cannot be read, or is too short to be one
   */
  public static String read(Path file) {
    try {
      String token = Files.readString(file).strip();
      if (!token.matches("[!-~]{16,1000}")) {
        throw CommandFailedException.wrongUse(
            "the token in " + file + " must have 16 to 1000 characters, without blanks");
      }
      return token;
    } catch (IOException e) {
      throw CommandFailedException.wrongUse("the token file " + file + " cannot be read");
    }
  }
}
