package orchestrator.server.couchdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import orchestrator.lib.persistence.Key;
import orchestrator.lib.persistence.Rows;
import orchestrator.lib.persistence.Serializer;
import orchestrator.proto.ComputeTask;
import orchestrator.proto.Function;
import orchestrator.server.storage.StorageException;

/**
 * Turns rows into CouchDB documents, and back:
 *
 * <pre>{"_id":"function:8f0e…","position":12,"asset":{"key":"8f0e…","status":"…",…}}</pre>
 *
 * <p>The asset is JSON with the names of the proto files; what has its default value is left out,
 * save the status of a task or function. Where JSON cannot say all of it ({@link JsonLimits}), and
 * in a link, which has no asset, the value stands in {@code raw} in base64, and counts.
 */
final class RowDocuments {
  private static final String ASSET = "asset";
  private static final String RAW = "raw";

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .preservingProtoFieldNames()
          .omittingInsignificantWhitespace()
          .sortingMapKeys()
          .includingDefaultValueFields(
              Set.of(
                  ComputeTask.getDescriptor().findFieldByNumber(ComputeTask.STATUS_FIELD_NUMBER),
                  Function.getDescriptor().findFieldByNumber(Function.STATUS_FIELD_NUMBER)));

  private static final JsonFormat.Parser PARSER = JsonFormat.parser();

  private RowDocuments() {}

  /**
   * The document of a row, as JSON text without a revision.
   *
   * @param value as it is stored
   * @param position that of the last group of the log that wrote the row
   * @throws StorageException if the value is none that the row can have
   * @throws IllegalArgumentException if the key is not that of a row
   */
  static String document(Key row, byte[] value, long position) {
    StringBuilder json = new StringBuilder(2 * value.length + 256);
    json.append("{\"_id\":\"").append(RowIds.id(row));
    json.append("\",\"position\":").append(position);
    Optional<Message> asset = Rows.prototype(row).map(empty -> parse(empty, row, value));
    asset.ifPresent(message -> append(message, json));
    if (!asset.map(JsonLimits::hold).orElse(false)) {
      String raw = Base64.getEncoder().encodeToString(value);
      json.append(",\"").append(RAW).append("\":\"").append(raw).append('"');
    }
    return json.append('}').toString();
  }

  /**
   * The value of a row, byte for byte as it was stored.
   *
   * @param document the row's document; its revision and all but asset and raw value are passed
   *     over
   * @throws StorageException if the document is none of that row
   * @throws IllegalArgumentException if the key is not that of a row
   */
  static byte[] value(Key row, JsonNode document) {
    Optional<Message> empty = Rows.prototype(row);
    JsonNode raw = document.path(RAW);
    JsonNode asset = document.path(ASSET);
    try {
      if (raw.isTextual()) {
        return Base64.getDecoder().decode(raw.textValue());
      }
      if (empty.isEmpty() || !asset.isObject()) {
        throw new StorageException("the document of " + row + " lacks a value");
      }
      Message.Builder message = empty.get().newBuilderForType();
      PARSER.merge(asset.toString(), message);
      return Serializer.bytes(message.build());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new StorageException("the document of " + row + " cannot be read", e);
    }
  }

  private static Message parse(Message empty, Key row, byte[] value) {
    try {
      return empty.getParserForType().parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new StorageException("stored " + row + " cannot be read", e);
    }
  }

  private static void append(Message asset, StringBuilder json) {
    int start = json.length();
    json.append(",\"").append(ASSET).append("\":");
    try {
      PRINTER.appendTo(asset, json);
    } catch (IllegalArgumentException e) {
      // A time that JSON has no text for: the raw value has to do.
      json.setLength(start);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory is never full", e);
    }
  }
}
