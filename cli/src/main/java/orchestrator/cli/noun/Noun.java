package orchestrator.cli.noun;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import orchestrator.cli.message.Fields;
import orchestrator.cli.message.Rpcs;
import orchestrator.proto.AssetKind;
import orchestrator.proto.Event;

/**
 * Declares a kind of asset as the command line knows it: by which rpcs it is listed, shown,
 * registered and cancelled, and what a table shows of it. Verbs follow from that.
 */
public final class Noun {
  private final String name;
  private final String plural;
  private final AssetKind kind;
  private final Descriptor type;
  private final Function<Message, String> key;
  private final List<Column> columns;
  private final Optional<String> list;
  private final Optional<String> get;
  private final Optional<String> register;
  private final Optional<Cancel> cancel;

  /**
   * How an asset is cancelled.
   *
   * @param rpc its name; the first field of its request is the key
   * @param action what its field {@code action} is set to
   */
  record Cancel(String rpc, String action) {}

  Noun(Declaration declaration) {
    this.name = declaration.name;
    this.plural = declaration.plural;
    this.kind = declaration.kind;
    this.type = declaration.type;
    this.key = declaration.key;
    this.columns = List.copyOf(declaration.columns);
    this.list = declaration.list;
    this.get = declaration.get;
    this.register = declaration.register;
    this.cancel = declaration.cancel;
  }

  /** The word on the command line. */
  public String name() {
    return name;
  }

  /** Several of them, in a sentence. */
  public String plural() {
    return plural;
  }

  /** What events call it. */
  public AssetKind kind() {
    return kind;
  }

  /** What a table shows. */
  public List<Column> columns() {
    return columns;
  }

  /** The key of an asset. */
  public String key(Message asset) {
    return key.apply(asset);
  }

  /** The rpc that lists them; empty where only events tell of all. */
  public Optional<MethodDescriptor<Message, Message>> listRpc() {
    return list.map(Rpcs::get);
  }

  /** The rpc that answers one by its key. */
  public Optional<MethodDescriptor<Message, Message>> getRpc() {
    return get.map(Rpcs::get);
  }

  /** The rpc that registers one, or several at once. */
  public Optional<MethodDescriptor<Message, Message>> registerRpc() {
    return register.map(Rpcs::get);
  }

  /** Whether it can be cancelled. */
  public boolean canBeCancelled() {
    return cancel.isPresent();
  }

  /** The rpc that cancels one. */
  public MethodDescriptor<Message, Message> cancelRpc() {
    return Rpcs.get(cancel.orElseThrow().rpc());
  }

  /** The request that cancels one. */
  public Message cancelRequest(String assetKey) {
    Message empty = Rpcs.request(cancelRpc());
    FieldDescriptor first = empty.getDescriptorForType().getFields().get(0);
    FieldDescriptor action = empty.getDescriptorForType().findFieldByName("action");
    return empty.toBuilder()
        .setField(first, assetKey)
        .setField(action, action.getEnumType().findValueByName(cancel.orElseThrow().action()))
        .build();
  }

  /** The asset in an event of this kind, as it was then. */
  public Message of(Event event) {
    return Event.getDescriptor().getFields().stream()
        .filter(field -> Fields.isMessage(field) && !field.isRepeated())
        .filter(field -> field.getMessageType().equals(type))
        .findFirst()
        .map(field -> (Message) event.getField(field))
        .orElseThrow();
  }
}
