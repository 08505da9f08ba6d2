package orchestrator.cli.noun;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import orchestrator.cli.failure.CommandFailedException;
import orchestrator.cli.failure.Exit;
import orchestrator.cli.message.Fields;
import orchestrator.cli.message.Rpcs;
import orchestrator.client.OrchestratorClient;
import orchestrator.proto.Event;
import orchestrator.proto.EventQueryFilter;
import orchestrator.proto.EventServiceGrpc;
import orchestrator.proto.PerformanceQueryFilter;
import orchestrator.proto.PerformanceServiceGrpc;
import orchestrator.proto.QueryEventsParam;
import orchestrator.proto.QueryEventsResponse;
import orchestrator.proto.QueryPerformancesParam;

/** Reads assets of a noun from the server. */
public final class Assets {
  /** Of a size that a server answers at once, and that a walk does not need many of. */
  private static final int PAGE = 1000;

  private static final String PAGE_SIZE = "page_size";

  private Assets() {}

  /** All assets of a noun, in the server's order, as the stream gets to them. */
  public static Stream<Message> all(OrchestratorClient client, Noun noun) {
    return noun.listRpc()
        .map(rpc -> list(client, rpc, Rpcs.request(rpc), Long.MAX_VALUE))
        .orElseGet(() -> fromEvents(client, noun));
  }

  /**
   * What an rpc lists, page after page.
   *
   * @param limit how many are wanted at most
   */
  public static Stream<Message> list(
      OrchestratorClient client,
      MethodDescriptor<Message, Message> rpc,
      Message request,
      long limit) {
    FieldDescriptor items =
        Fields.messages(Rpcs.schema(rpc).getOutputType())
            .orElseThrow(() -> new IllegalArgumentException(rpc + " lists nothing"));
    FieldDescriptor pageSize = request.getDescriptorForType().findFieldByName(PAGE_SIZE);
    if (pageSize == null) {
      return Fields.list(client.call(rpc, request), items).stream();
    }
    Message paged =
        request.toBuilder().setField(pageSize, (int) Math.min(PAGE, Math.max(1, limit))).build();
    return client.pages(rpc, paged, page -> Fields.list(page, items));
  }

  /** The last state of each asset that events of this kind tell of, oldest first. */
  private static Stream<Message> fromEvents(OrchestratorClient client, Noun noun) {
    QueryEventsParam ofKind =
        QueryEventsParam.newBuilder()
            .setPageSize(PAGE)
            .setFilter(EventQueryFilter.newBuilder().setAssetKind(noun.kind()))
            .build();
    Map<String, Message> last = new LinkedHashMap<>();
    client
        .pages(EventServiceGrpc.getQueryEventsMethod(), ofKind, QueryEventsResponse::getEventsList)
        .forEach((Event event) -> last.put(event.getAssetKey(), noun.of(event)));
    return last.values().stream();
  }

  /**
   * The asset with a key.
   *
   * @throws CommandFailedException when there is none and no rpc says so itself
   */
  public static Message get(OrchestratorClient client, Noun noun, String key) {
    if (noun.getRpc().isPresent()) {
      MethodDescriptor<Message, Message> rpc = noun.getRpc().orElseThrow();
      Message empty = Rpcs.request(rpc);
      FieldDescriptor field = empty.getDescriptorForType().getFields().get(0);
      return client.call(rpc, empty.toBuilder().setField(field, key).build());
    }
    Stream<? extends Message> candidates =
        noun.name().equals(Nouns.PERFORMANCE.word())
            ? performances(client, key)
            : all(client, noun);
    return candidates
        .filter(asset -> noun.key(asset).equals(key))
        .findFirst()
        .map(Message.class::cast)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    Exit.NOT_FOUND, "there is no " + noun.name() + " " + key));
  }

  private static Stream<? extends Message> performances(OrchestratorClient client, String key) {
    int bar = key.indexOf('|');
    QueryPerformancesParam ofTask =
        QueryPerformancesParam.newBuilder()
            .setFilter(
                PerformanceQueryFilter.newBuilder()
                    .setComputeTaskKey(key.substring(0, bar))
                    .setComputeTaskOutputIdentifier(key.substring(bar + 1)))
            .build();
    return client
        .call(PerformanceServiceGrpc.getQueryPerformancesMethod(), ofTask)
        .getPerformancesList()
        .stream();
  }
}
