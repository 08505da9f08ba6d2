package orchestrator.flow;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says where a message comes from and where it goes. It is the whole state of a run between two
 * visits, so that any orchestrator that knows the flow can go on with it. Texts that are not set
 * are empty.
 *
 * @param run which run of a flow the message belongs to
 * @param flow the flow by which it goes
 * @param target the one block to which it goes, in place of a flow
 * @param source where it was last: the name of a visit
 * @param command what the service is to do
 * @param laps how often each loop around the source was gone round, innermost first; empty outside
 *     of loops
 * @param toUndo what is undone if the run fails; null for nothing
 * @param fault why the run fails; null while it does not
 * @param retry how often the service may try; null for once
 * @param attributes what users add, by name
 * @param passage by which way it came to its source; it is not written
 */
public record Header(
    String run,
    String flow,
    String target,
    String source,
    String command,
    String laps,
    @Nullable ToUndo toUndo,
    @Nullable Fault fault,
    @Nullable Retry retry,
    Map<String, String> attributes,
    Passage passage) {
  /** The header of a message that was nowhere yet and has nowhere to go. */
  public static final Header EMPTY =
      new Header("", "", "", "", "", "", null, null, null, Map.of(), Passage.NONE);

  public Header {
    attributes = Map.copyOf(attributes);
  }

  /** The same, as a part of this run. */
  public Header withRun(String run) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  /** The same, by this flow. */
  public Header withFlow(String flow) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  /** The same, for this block alone. */
  public Header withTarget(String target) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  /** The same, last at this visit. */
  public Header withSource(String source) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  /** The same, asking a service for this. */
  public Header withCommand(String command) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  /** The same, with one more attribute, or another value of it. */
  public Header withAttribute(String name, String value) {
    Map<String, String> more = new TreeMap<>(attributes);
    more.put(name, value);
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, more, passage);
  }

  /** The same, failing for this reason, or for none any more. */
  public Header withFault(@Nullable Fault fault) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  /** The value of an attribute. */
  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** The same, with this to be undone. */
  public Header withToUndo(@Nullable ToUndo toUndo) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  Header withPassage(Passage passage) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }

  /** As a visit sends it. */
  Header sent(String source, String command, String laps, @Nullable Retry retry) {
    return new Header(
        run, flow, target, source, command, laps, toUndo, fault, retry, attributes, passage);
  }
}
