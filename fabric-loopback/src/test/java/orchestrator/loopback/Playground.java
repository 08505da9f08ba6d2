package orchestrator.loopback;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs a network of two organizations with {@code ScratchChaincode} on {@code mychannel}, parts of
 * which go away and come again. It takes transactions of at most 200 000 bytes, and lets a
 * chaincode work for five seconds.
 */
interface Playground extends AutoCloseable {
  /** The list of identities. */
  Path identities();

  void stopPeer(String mspId) throws IOException;

  void startPeer(String mspId) throws IOException;

  void stopOrderer() throws IOException;

  void startOrderer() throws IOException;

  void killChaincode(String mspId) throws IOException;

  void startChaincode(String mspId) throws IOException;

  @Override
  void close() throws IOException;
}
