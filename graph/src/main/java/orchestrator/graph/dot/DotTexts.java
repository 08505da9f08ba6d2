package orchestrator.graph.dot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes lists and maps of texts as attributes, and reads them: as JSON or as words. */
final class DotTexts {
  private static final JsonFactory JSON = new JsonFactory();

  private DotTexts() {}

  /** A text in quotes, of which each reader of DOT makes the same text again. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** What a text means whose backslashes may be doubled. */
  static String plain(String text) {
    return text.replace("\\\\", "\\");
  }

  /** What a label shows, in one line. */
  static String label(String text, String id) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        shown.append(c);
        continue;
      }
      char next = text.charAt(++i);
      shown.append(
          switch (next) {
            case 'n', 'l', 'r' -> " ";
            case 'N' -> id;
            default -> String.valueOf(next);
          });
    }
    return shown.toString().strip();
  }

  /** A list as JSON. */
  static String json(List<String> texts) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeArray(texts.toArray(String[]::new), 0, texts.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** A map as JSON. */
  static String json(Map<String, String> texts) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, String> entry : texts.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** The texts of a JSON array, or the words of anything else; empty if a quote does not end. */
  static Optional<List<String>> list(String text) {
    if (!text.startsWith("[")) {
      return words(text);
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      List<String> texts = new ArrayList<>();
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(parser.getText());
      }
      boolean isWhole = parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null;
      return isWhole ? Optional.of(texts) : words(text);
    } catch (IOException e) {
      return words(text);
    }
  }

  /**
   * The texts of a JSON object, or of words such as {@code a=1 b=2}; a word without {@code =} is a
   * name with an empty text. Empty if it is none of these.
   */
  static Optional<Map<String, String>> map(String text) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!text.startsWith("{")) {
      Optional<List<String>> words = words(text);
      for (String word : words.orElse(List.of())) {
        int end = word.indexOf('=');
        texts.put(
            end < 0 ? word : word.substring(0, end),
            word.substring(end < 0 ? word.length() : end + 1));
      }
      return words.map(all -> texts);
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
          return Optional.empty();
        }
        texts.put(name, parser.getText());
      }
      boolean isWhole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
      return isWhole ? Optional.of(texts) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What blanks separate, outside of single or double quotes. */
  private static Optional<List<String>> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0 ? c == quote : c == '\'' || c == '"') {
        quote = quote != 0 ? 0 : c;
        isWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (isWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        isWord = false;
      } else {
        word.append(c);
        isWord = true;
      }
    }
    if (isWord) {
      words.add(word.toString());
    }
    return quote == 0 ? Optional.of(words) : Optional.empty();
  }
}
