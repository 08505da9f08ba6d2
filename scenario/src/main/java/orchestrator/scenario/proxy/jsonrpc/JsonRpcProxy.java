package orchestrator.scenario.proxy.jsonrpc;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import orchestrator.scenario.proxy.Phase;
import orchestrator.scenario.proxy.Proxy;
import orchestrator.scenario.proxy.Transaction;
import orchestrator.scenario.proxy.net.NodeFailureException;
import orchestrator.scenario.proxy.net.Template;

/** Makes each transaction a call at one node. */
final class JsonRpcProxy implements Proxy {
  private static final Duration ALIVE = Duration.ofSeconds(2);

  private final JsonRpc rpc;
  private final String method;
  private final Template params;
  private final String alive;
  private final int concurrent;

  JsonRpcProxy(JsonRpc rpc, String method, Template params, String alive, int concurrent) {
    this.rpc = rpc;
    this.method = method;
    this.params = params;
    this.alive = alive;
    this.concurrent = concurrent;
  }

  JsonRpc rpc() {
    return rpc;
  }

  @Override
  public boolean isAlive() throws NodeFailureException, InterruptedException {
    rpc.ask(alive, ALIVE);
    return true;
  }

  @Override
  public CompletionStage<?> transact(Transaction transaction) {
    return rpc.call(method, params.fill(transaction))
        .thenAccept(result -> transaction.reached(Phase.ANSWERED));
  }

  @Override
  public int mostUnderWay() {
    return concurrent;
  }
}
