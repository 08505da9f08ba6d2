package orchestrator.loopback.chaincode;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orchestrator.loopback.ledger.Simulation;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * Runs transactions in a peer's chaincode, to which it connects when it is needed and not yet
 * connected.
 */
public final class ChaincodeClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final String name;
  private final String address;
  private final String packageId;
  private final Duration limit;
  private Optional<ChaincodeStream> stream = Optional.empty();

  /**
   * A client.
   *
   * @param name the chaincode's name in the channels
   * @param address {@code host:port} of its process
   * @param packageId what it registers as
   * @param limit how long a transaction may take
   */
  public ChaincodeClient(String name, String address, String packageId, Duration limit) {
    this.name = name;
    this.address = address;
    this.packageId = packageId;
    this.limit = limit;
  }

  /** The chaincode's name in the channels. */
  public String name() {
    return name;
  }

  /** Connects, unless it is connected. */
  public synchronized void connect() throws ChaincodeFailedException {
    open();
  }

  /** Ends the connection; the transactions that it works on fail. */
  public synchronized void disconnect() {
    stream.ifPresent(ChaincodeStream::close);
    stream = Optional.empty();
  }

  /**
   * Runs a transaction.
   *
   * @return how the chaincode has ended it
   */
  public Execution execute(
      String channel,
      String transactionId,
      ChaincodeInput input,
      SignedProposal proposal,
      Simulation simulation)
      throws ChaincodeFailedException {
    ChaincodeMessage start =
        ChaincodeMessage.newBuilder()
            .setType(ChaincodeMessage.Type.TRANSACTION)
            .setPayload(input.toByteString())
            .setTxid(transactionId)
            .setChannelId(channel)
            .setProposal(proposal)
            .build();
    Invocation invocation = new Invocation(start, name, simulation);
    open().execute(invocation);
    ChaincodeMessage end = await(invocation.end());
    Optional<ChaincodeEvent> event =
        end.hasChaincodeEvent()
            ? Optional.of(
                end.getChaincodeEvent().toBuilder()
                    .setChaincodeId(name)
                    .setTxId(transactionId)
                    .build())
            : Optional.empty();
    return new Execution(end, event);
  }

  private synchronized ChaincodeStream open() throws ChaincodeFailedException {
    if (stream.isEmpty() || !stream.get().isOpen()) {
      stream = Optional.of(launch());
    }
    return stream.get();
  }

  private ChaincodeStream launch() throws ChaincodeFailedException {
    CompletableFuture<ChaincodeStream> opening = ChaincodeStream.open(address, packageId);
    try {
      return opening.get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChaincodeFailedException("interrupted");
    } catch (TimeoutException e) {
      throw new ChaincodeFailedException(
          ("could not launch chaincode %s: timeout expired while starting chaincode %s for"
                  + " transaction")
              .formatted(packageId, packageId));
    } catch (ExecutionException e) {
      throw new ChaincodeFailedException(
          ("could not launch chaincode %1$s: connection to %1$s failed: error cannot create"
                  + " connection for %1$s: error creating grpc connection to %2$s: failed to create"
                  + " new connection: connection error: desc = \"transport: error while dialing:"
                  + " dial tcp %2$s: connect: connection refused\"")
              .formatted(packageId, address));
    }
  }

  private ChaincodeMessage await(CompletableFuture<ChaincodeMessage> end)
      throws ChaincodeFailedException {
    try {
      return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChaincodeFailedException("interrupted");
    } catch (TimeoutException e) {
      end.cancel(false);
      throw new ChaincodeFailedException(
          "error sending: timeout expired while executing transaction");
    } catch (ExecutionException e) {
      throw new ChaincodeFailedException("error sending: " + e.getCause().getMessage());
    }
  }

  /**
   * How a chaincode has ended a transaction.
   *
   * @param message its last message
   * @param event the event that it has set
   */
  public record Execution(ChaincodeMessage message, Optional<ChaincodeEvent> event) {}
}
