package orchestrator.executor.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what all processes of an executor write, in one thread that nothing can hold up. */
final class OutputPump implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputPump.class);
  private static final int CHUNK = 64 << 10;
  private static final long PAUSE = 3;

  /** What is read of a pipe after its process has ended: others may still write into it. */
  private static final int REST = 1 << 20;

  private final Set<Source> sources = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private final byte[] buffer = new byte[CHUNK];
  private final String name;
  private boolean running;
  private boolean closed;

  OutputPump(String name) {
    this.name = name;
  }

  /** Takes what is read. */
  interface Sink {
    void write(byte[] bytes, int offset, int length);
  }

  /**
   * Opens a pipe and begins to read.
   *
   * @param sink is called in the pump's thread, and must not block
   */
  Source open(Path pipe, Sink sink) throws IOException {
    // Open for writing too, a pipe neither holds up who opens it nor ends before it is closed.
    Source source = new Source(new RandomAccessFile(pipe.toFile(), "rw"), sink);
    synchronized (lock) {
      sources.add(source);
      if (!running && !closed) {
        running = true;
        Thread thread = new Thread(this::run, "executor-" + name + "-output");
        thread.setDaemon(true);
        thread.start();
      }
    }
    return source;
  }

  private void run() {
    while (true) {
      boolean read = false;
      for (Source source : sources) {
        read |= source.readSome(buffer);
      }
      if (!read && !pause()) {
        return;
      }
    }
  }

  /** False when there is nothing left to read from. */
  private boolean pause() {
    synchronized (lock) {
      if (sources.isEmpty() || closed) {
        running = false;
        return false;
      }
    }
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      synchronized (lock) {
        running = false;
      }
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    sources.forEach(Source::close);
  }

  /** One pipe. */
  final class Source implements AutoCloseable {
    private final RandomAccessFile pipe;
    private final FileInputStream in;
    private final Sink sink;
    private boolean open = true;

    private Source(RandomAccessFile pipe, Sink sink) throws IOException {
      this.pipe = pipe;
      this.in = new FileInputStream(pipe.getFD());
      this.sink = sink;
    }

    /** Reads what is there, at most a buffer full; false when there is nothing. */
    private synchronized boolean readSome(byte[] into) {
      if (!open) {
        return false;
      }
      try {
        int ready = Math.min(in.available(), into.length);
        if (ready <= 0) {
          return false;
        }
        int count = in.read(into, 0, ready);
        if (count > 0) {
          sink.write(into, 0, count);
        }
        return count > 0;
      } catch (IOException e) {
        LOG.warn("what a process writes cannot be read: {}", e.getMessage());
        close();
        return false;
      }
    }

    /** Reads what is left, and closes; whoever still writes is told by the system. */
    void finish() {
      byte[] own = new byte[CHUNK];
      int rounds = REST / CHUNK;
      while (rounds > 0 && readSome(own)) {
        rounds--;
      }
      close();
    }

    @Override
    public synchronized void close() {
      if (open) {
        open = false;
        sources.remove(this);
        try {
          pipe.close();
        } catch (IOException e) {
          LOG.debug("a pipe could not be closed", e);
        }
      }
    }
  }
}
