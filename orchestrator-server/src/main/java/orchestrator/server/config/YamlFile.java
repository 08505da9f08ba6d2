package orchestrator.server.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads YAML files onto records. SnakeYAML reads the text, since Jackson's own reader of YAML takes
 * an alias for a text; Jackson fills the records.
 */
public final class YamlFile {
  /** No number, truth value or date counts as a text. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .withCoercionConfig(
              LogicalType.Textual,
              texts -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                  texts.setCoercion(shape, CoercionAction.Fail);
                }
              })
          .build();

  /** More than any form has. An alias within what it names would have no end. */
  private static final int MAX_DEPTH = 4;

  private YamlFile() {}

  /**
   * Names the place where a file has another form than it must.
   *
   * @param path the keys and indexes that lead there from the root
   * @param isKey whether the last key itself is unknown, or no text; else what it leads to is wrong
   * @param value what stands there
   */
  public record Place(List<Object> path, boolean isKey, @Nullable Object value) {
    /** How deep it is: 0 for the root. */
    public int depth() {
      return path.size();
    }
  }

  /**
   * Reads the one document of a file. No key of a map may be given twice, and each must be a text.
   *
   * @param form of the document; what the file leaves out is null there
   * @param fault says in one clause what is wrong at a place that does not fit the form
   * @throws SettingsException that names the file
   */
  public static <T> T read(SettingFile file, Class<T> form, Function<Place, String> fault) {
    Object document = document(file);
    Optional<Place> wrong = wrong(List.of(), document);
    try {
      if (document != null && wrong.isEmpty()) {
        return MAPPER.convertValue(document, form);
      }
    } catch (IllegalArgumentException e) {
      if (!(e.getCause() instanceof JsonMappingException unfit)) {
        throw e;
      }
      wrong = Optional.of(place(unfit, document));
    }
    throw file.wrong(fault.apply(wrong.orElseGet(() -> new Place(List.of(), false, null))));
  }

  private static @Nullable Object document(SettingFile file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file.path())) {
      return new Yaml(new SafeConstructor(options)).load(reader);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw file.wrong("line " + line + ": " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw file.wrong(
          e.getCause() instanceof IOException
              ? "it cannot be read as UTF-8 text"
              : oneLine(e.getMessage()));
    } catch (IOException e) {
      throw file.wrong("it cannot be read as UTF-8 text");
    }
  }

  private static String oneLine(@Nullable String problem) {
    return problem == null ? "it is not YAML" : problem.replaceAll("\\s+", " ");
  }

  /** The first key that is no text, of which Jackson would make one, or what is too deep. */
  private static Optional<Place> wrong(List<Object> path, @Nullable Object value) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      if (path.size() > MAX_DEPTH) {
        return Optional.of(new Place(path.subList(0, 2), false, null));
      }
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .flatMap(
              entry -> {
                List<Object> inner = below(path, String.valueOf(entry.getKey()));
                return entry.getKey() instanceof String
                    ? wrong(inner, entry.getValue()).stream()
                    : Stream.of(new Place(inner, true, null));
              })
          .findFirst();
    }
    if (value instanceof List<?> list) {
      return IntStream.range(0, list.size())
          .boxed()
          .flatMap(index -> wrong(below(path, index), list.get(index)).stream())
          .findFirst();
    }
    return Optional.empty();
  }

  private static List<Object> below(List<Object> path, Object step) {
    List<Object> inner = new ArrayList<>(path);
    inner.add(step);
    return inner;
  }

  private static Place place(JsonMappingException unfit, @Nullable Object document) {
    List<Object> path = new ArrayList<>();
    Object value = document;
    for (JsonMappingException.Reference step : unfit.getPath()) {
      path.add(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
      if (value instanceof Map<?, ?> map) {
        value = map.get(step.getFieldName());
      } else if (value instanceof List<?> list) {
        value = list.get(step.getIndex());
      }
    }
    return new Place(path, unfit instanceof UnrecognizedPropertyException, value);
  }
}
