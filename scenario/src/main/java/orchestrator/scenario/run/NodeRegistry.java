package orchestrator.scenario.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Ascii;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import orchestrator.scenario.proxy.Proxies;
import orchestrator.scenario.proxy.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the nodes that registered, in their order, and which of them live. */
public final class NodeRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRegistry.class);

  private static final int FAILURES_KEPT = 100;
  private static final int LONGEST_LABEL = 100;
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Proxies proxies;
  private final int most;
  private final Timeline timeline;
  private final Liveness liveness;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** What a node registered with while it was being connected. */
  private final Map<Node, Registration> waiting = new LinkedHashMap<>();

  private final Deque<String> failures = new ArrayDeque<>();
  private long made;
  private long registrations;
  private boolean closed;

  /** Holds what a node registered with, and its number among all registrations. */
  private record Registration(JsonNode json, long number, CompletableFuture<Void> tried) {}

  /**
   * Knows nobody yet.
   *
   * @param most how many nodes it knows at most; a dead one makes room for a new one
   */
  public NodeRegistry(Proxies proxies, int most, Timeline timeline) {
    this.proxies = proxies;
    this.most = most;
    this.timeline = timeline;
    liveness = new Liveness(timeline);
  }

  /**
   * Registers a node and returns at once; its proxy is made on another thread. Whoever registers
   * again, by its name, its proxy's identity or the same JSON, takes its own place.
   *
   * @return completes when the proxy has been made, or could not be
   * @throws TooManyNodesException when no more may register
   */
  public CompletionStage<Void> register(JsonNode json) throws TooManyNodesException {
    Optional<String> name =
        Optional.of(json.path("name")).filter(JsonNode::isTextual).map(JsonNode::textValue);
    String identity = identity(json, name);
    CompletableFuture<Void> tried;
    synchronized (this) {
      if (closed) {
        return CompletableFuture.completedFuture(null);
      }
      Node node = nodes.get(identity);
      if (node == null) {
        makeRoom();
        made++;
        node = new Node(identity, name, label(name));
        nodes.put(identity, node);
      }
      registrations++;
      tried = new CompletableFuture<>();
      Registration before = waiting.put(node, new Registration(json, registrations, tried));
      if (before == null) {
        Node one = node;
        timeline.execute(() -> connectAll(one));
      } else {
        before.tried().complete(null);
      }
    }
    askAll();
    return tried;
  }

  private String identity(JsonNode json, Optional<String> name) {
    if (name.isPresent()) {
      return "name " + name.get();
    }
    Optional<String> own = proxies.identity(json);
    if (own.isPresent()) {
      return "identity " + own.get();
    }
    try {
      // Only its hash is kept, since it may hold a password.
      String sorted = SORTED.writeValueAsString(SORTED.treeToValue(json, Object.class));
      return "json " + Hashing.sha256().hashString(sorted, StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String label(Optional<String> name) {
    String label = name.filter(text -> !text.isBlank()).orElse("node " + made);
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL);
  }

  private void makeRoom() throws TooManyNodesException {
    if (nodes.size() < most) {
      return;
    }
    Node dead =
        nodes.values().stream()
            .filter(node -> node.state() == Node.State.DEAD)
            .findFirst()
            .orElseThrow(() -> new TooManyNodesException(most));
    nodes.remove(dead.identity());
    dead.proxy().ifPresent(NodeRegistry::close);
  }

  /** Connects a node, and again with what it registered with meanwhile. */
  private void connectAll(Node node) {
    boolean newer = true;
    while (newer) {
      Registration registration;
      synchronized (this) {
        registration = Optional.ofNullable(waiting.get(node)).orElseThrow();
      }
      connect(node, registration.json());
      synchronized (this) {
        newer = waiting.get(node).number() != registration.number();
        if (!newer) {
          waiting.remove(node);
          if (node.proxy().isEmpty()) {
            nodes.remove(node.identity(), node);
          }
        }
      }
      registration.tried().complete(null);
    }
  }

  private void connect(Node node, JsonNode json) {
    Proxy made;
    try {
      made = proxies.connect(json);
      try {
        proxies.prepare(made);
      } catch (Throwable e) {
        close(made);
        throw e;
      }
    } catch (Throwable e) {
      // Whatever an author's class throws, the door stays open for others.
      failed(node, e);
      return;
    }
    Optional<Proxy> old;
    synchronized (this) {
      if (closed || nodes.get(node.identity()) != node) {
        old = Optional.of(made);
      } else {
        old = node.proxy();
        node.connected(made);
      }
    }
    old.ifPresent(NodeRegistry::close);
    LOG.info("{} is registered", node.label());
    liveness.joined(node);
  }

  private void failed(Node node, Throwable why) {
    String text = node.label() + " could not be registered: " + Texts.reason(why);
    LOG.warn("{}", text);
    synchronized (this) {
      if (failures.size() == FAILURES_KEPT) {
        failures.remove();
      }
      failures.add(text);
    }
  }

  /** How the nodes are, in the order in which they registered. */
  public List<NodeState> states() {
    return nodes().stream()
        .map(node -> new NodeState(node.label(), Ascii.toLowerCase(node.state().name())))
        .toList();
  }

  /** Why the last registrations failed, oldest first. */
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Says of each node that is dead why, in the order in which they registered. */
  List<String> obituaries() {
    return nodes().stream()
        .filter(node -> node.state() == Node.State.DEAD)
        .map(Node::obituary)
        .toList();
  }

  /** All nodes, in the order in which they registered. */
  synchronized List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Those that live, in the order in which they registered. */
  List<Node> alive() {
    return nodes().stream().filter(Node::isAlive).toList();
  }

  /** Asks all nodes whether they live; completes when all have answered, within 3 seconds. */
  CompletionStage<Void> askAll() {
    return liveness.ask(nodes());
  }

  /** Who asks nodes whether they live. */
  Liveness liveness() {
    return liveness;
  }

  private static void close(Proxy proxy) {
    try {
      proxy.close();
    } catch (Exception e) {
      LOG.debug("a proxy cannot be closed", e);
    }
  }

  @Override
  public void close() {
    List<Node> all;
    liveness.close();
    synchronized (this) {
      closed = true;
      all = List.copyOf(nodes.values());
    }
    all.forEach(node -> node.proxy().ifPresent(NodeRegistry::close));
    proxies.close();
  }
}
