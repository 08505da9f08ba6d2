package orchestrator.e2e.model;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orchestrator.proto.Event;
import orchestrator.proto.EventKind;

/** Holds one call while the model works on it: who calls, when, on what, and the events so far. */
final class Call {
  private final State state;
  private final String channel;
  private final String requester;
  private final Timestamp now;
  private final EventLog log;
  private final List<Event> events = new ArrayList<>();

  Call(State state, String channel, String requester, Timestamp now, EventLog log) {
    this.state = state;
    this.channel = channel;
    this.requester = requester;
    this.now = now;
    this.log = log;
  }

  State state() {
    return state;
  }

  String requester() {
    return requester;
  }

  Timestamp now() {
    return now;
  }

  /** The events of the calls before this one. */
  EventLog log() {
    return log;
  }

  /** The events of this call so far, without ids. */
  List<Event> events() {
    return events;
  }

  boolean isRequester(String organization) {
    return requester.equals(organization);
  }

  /** What a call must be refused with when its organization is not registered. */
  Optional<Refusal> unregistered() {
    return state.organizations.containsKey(requester)
        ? Optional.empty()
        : Optional.of(Refusal.notFound(Kind.ORGANIZATION, requester));
  }

  void created(Kind kind, String key, Message asset) {
    emit(EventKind.EVENT_ASSET_CREATED, kind, key, asset, Map.of());
  }

  void updated(Kind kind, String key, Message asset) {
    emit(EventKind.EVENT_ASSET_UPDATED, kind, key, asset, Map.of());
  }

  void updated(Kind kind, String key, Message asset, String reason) {
    emit(EventKind.EVENT_ASSET_UPDATED, kind, key, asset, Map.of("reason", reason));
  }

  void disabled(Kind kind, String key, Message asset) {
    emit(EventKind.EVENT_ASSET_DISABLED, kind, key, asset, Map.of());
  }

  private void emit(
      EventKind event, Kind kind, String key, Message asset, Map<String, String> metadata) {
    events.add(
        Event.newBuilder()
            .setAssetKey(key)
            .setAssetKind(kind.assetKind())
            .setEventKind(event)
            .setChannel(channel)
            .setTimestamp(now)
            .setField(snapshotField(asset), asset)
            .putAllMetadata(metadata)
            .build());
  }

  private static FieldDescriptor snapshotField(Message asset) {
    return Event.getDescriptor().getOneofs().get(0).getFields().stream()
        .filter(field -> field.getMessageType().equals(asset.getDescriptorForType()))
        .findFirst()
        .orElseThrow();
  }
}
