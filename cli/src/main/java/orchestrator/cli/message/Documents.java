package orchestrator.cli.message;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.text.PlainYaml;

/** Reads messages from a file or from standard input. */
public final class Documents {
  private static final String STANDARD_INPUT = "-";

  private Documents() {}

  /**
   * Reads the messages of a file of YAML or JSON: several documents, or lists of what would be
   * documents.
   *
   * @param file {@code -} for standard input
   * @throws CommandFailedException that names the file, the document, and what is wrong there
   */
  public static List<Message> messages(String file, InputStream input, Message prototype) {
    List<Message> messages = new ArrayList<>();
    List<JsonElement> documents = split(file, text(file, input));
    for (JsonElement document : documents) {
      try {
        messages.add(Json.parse(document.toString(), prototype));
      } catch (IllegalArgumentException e) {
        String which = documents.size() == 1 ? "" : ", document " + (messages.size() + 1);
        throw wrong(file + which, e.getMessage());
      }
    }
    return messages;
  }

  /**
   * The text of a file.
   *
   * @param file {@code -} for standard input
   */
  public static String text(String file, InputStream input) {
    try {
      byte[] bytes =
          file.equals(STANDARD_INPUT) ? input.readAllBytes() : Files.readAllBytes(Path.of(file));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw wrong(file, "there is no such file");
    } catch (CharacterCodingException e) {
      throw wrong(file, "it is not UTF-8 text");
    } catch (IOException e) {
      throw wrong(file, "it cannot be read");
    }
  }

  private static List<JsonElement> split(String file, String text) {
    List<JsonElement> documents = new ArrayList<>();
    try {
      // JSON may have tabs, and documents without anything between them, which YAML may not.
      String first = text.strip();
      if (first.startsWith("{") || first.startsWith("[")) {
        JsonTrees.all(text).forEach(document -> add(documents, document));
      } else {
        Gson gson = new Gson();
        for (Object document : PlainYaml.read(text)) {
          if (document != null) {
            add(documents, gson.toJsonTree(document));
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw wrong(file, e.getMessage());
    }
    return documents;
  }

  private static void add(List<JsonElement> documents, JsonElement document) {
    if (document.isJsonArray()) {
      document.getAsJsonArray().forEach(documents::add);
    } else {
      documents.add(document);
    }
  }

  private static CommandFailedException wrong(String where, String what) {
    return CommandFailedException.wrongUse(where + ": " + what);
  }
}
