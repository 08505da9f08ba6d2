package orchestrator.e2e.model;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/** Reads and writes the fields that all queries in pages have in common. */
final class Paging {
  private static final int DEFAULT_SIZE = 50;

  private Paging() {}

  /** Whether a request asks for a list in pages. */
  static boolean isQuery(Message request) {
    return request.getDescriptorForType().findFieldByName("page_token") != null;
  }

  /** The token of a request; empty when there is none, or no field for one. */
  static String token(Message request) {
    return isQuery(request) ? text(request, "page_token") : "";
  }

  /** The same request for the page that a token stands for. */
  static Message withToken(Message request, String token) {
    return request.toBuilder()
        .setField(request.getDescriptorForType().findFieldByName("page_token"), token)
        .build();
  }

  /** How many items a page of this query holds. */
  static int size(Message request) {
    int size = (int) request.getField(request.getDescriptorForType().findFieldByName("page_size"));
    return size == 0 ? DEFAULT_SIZE : size;
  }

  /** The token in an answer for the next page. */
  static String nextToken(Message answer) {
    return text(answer, "next_page_token");
  }

  /** The items of a page. */
  static List<?> items(Message answer) {
    FieldDescriptor items =
        answer.getDescriptorForType().getFields().stream()
            .filter(FieldDescriptor::isRepeated)
            .findFirst()
            .orElseThrow();
    return (List<?>) answer.getField(items);
  }

  private static String text(Message message, String field) {
    return (String) message.getField(message.getDescriptorForType().findFieldByName(field));
  }
}
