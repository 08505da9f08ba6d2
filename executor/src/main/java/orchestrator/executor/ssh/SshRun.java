package orchestrator.executor.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import orchestrator.executor.Run;
import orchestrator.executor.WorkResult;
import orchestrator.executor.engine.Threads;
import orchestrator.executor.process.OutputLog;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a command at a host. A thread is held only until it has begun. */
final class SshRun {
  private static final Logger LOG = LoggerFactory.getLogger(SshRun.class);
  private static final Duration OPENING = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Set<ClientChannelEvent> CLOSED = EnumSet.of(ClientChannelEvent.CLOSED);

  /** What runs on in the background may keep the channel open after the end. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

  private final Run run;
  private final SshHost host;
  private final SshCommand command;
  private final Threads threads;
  private final OutputLog log;
  // Guarded by this.
  private Optional<ClientSession> session = Optional.empty();
  private Optional<ChannelExec> channel = Optional.empty();

  SshRun(Run run, SshHost host, SshCommand command, Threads threads, int logBytes) {
    this.run = run;
    this.host = host;
    this.command = command;
    this.threads = threads;
    log = new OutputLog(logBytes);
  }

  /** Logs in and begins; returns at once. */
  void start(SshSessions sessions) {
    run.onCancel(() -> threads.blocking().execute(this::stop));
    threads
        .blocking()
        .execute(
            () -> {
              try {
                begin(sessions.open(host));
              } catch (IOException | RuntimeException e) {
                run.fail(e.getMessage() == null ? e.toString() : e.getMessage(), log.text());
                closeSession();
              }
            });
  }

  private void begin(ClientSession opened) throws IOException {
    synchronized (this) {
      session = Optional.of(opened);
    }
    if (run.isCanceled()) {
      closeSession();
      run.endCanceled();
      return;
    }
    PtyChannelConfiguration terminal = new PtyChannelConfiguration();
    terminal.setPtyType("xterm");
    terminal.setPtyColumns(80);
    terminal.setPtyLines(40);
    ChannelExec exec = opened.createExecChannel(command.command(), terminal, Map.of());
    exec.setUsePty(command.terminal());
    OutputStream sink = new Sink();
    exec.setOut(sink);
    exec.setErr(sink);
    exec.addChannelListener(
        new ChannelListener() {
          @Override
          public void channelStateChanged(Channel changed, String hint) {
            if (exec.getExitStatus() != null) {
              var unused =
                  threads
                      .timers()
                      .schedule(
                          () -> exec.close(true), LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
            }
          }
        });
    exec.addCloseFutureListener(closed -> threads.blocking().execute(() -> ended(exec)));
    exec.open().verify(OPENING);
    synchronized (this) {
      channel = Optional.of(exec);
    }
    try (OutputStream in = exec.getInvertedIn()) {
      in.write(command.input().getBytes(StandardCharsets.UTF_8));
    }
    if (run.isCanceled()) {
      stop();
    }
  }

  private void ended(ChannelExec exec) {
    Integer status = exec.getExitStatus();
    String signal = exec.getExitSignal();
    String where = " at " + host.name();
    if (run.isCanceled()) {
      // Whoever stops it goes on to what it has left behind.
      return;
    }
    if (signal != null) {
      run.fail("it was ended by signal " + signal + where, log.text());
    } else if (status == null) {
      run.end(
          new WorkResult(
              WorkResult.Status.LOST,
              run.work().outputs(),
              "the connection to the host " + host.name() + " broke while it ran",
              log.text()));
    } else if (status != 0) {
      run.fail("it ended with exit code " + status + where, log.text());
    } else {
      Map<String, String> outputs = new TreeMap<>(run.work().outputs());
      outputs.putAll(command.outputs().found());
      command
          .outputs()
          .fault()
          .ifPresentOrElse(
              fault -> run.fail(fault, log.text()), () -> run.succeed(outputs, log.text()));
    }
    closeSession();
  }

  /** Has what runs there end, then kills it, and hangs up. */
  private void stop() {
    Optional<ChannelExec> running;
    Optional<ClientSession> open;
    synchronized (this) {
      running = channel;
      open = session;
    }
    if (running.isPresent() && open.isPresent()) {
      try {
        String found = RemoteKill.end(open.get());
        running.get().waitFor(CLOSED, GRACE);
        RemoteKill.kill(open.get(), found);
        running.get().waitFor(CLOSED, GRACE);
      } catch (IOException e) {
        LOG.warn("what runs at {} could not be stopped: {}", host.name(), e.getMessage());
      }
    }
    closeSession();
    run.end(WorkResult.canceled(run.work(), log.text()));
  }

  private void closeSession() {
    Optional<ClientSession> open;
    synchronized (this) {
      open = session;
    }
    open.ifPresent(one -> one.close(false));
  }

  /** Takes what the command writes. */
  private final class Sink extends OutputStream {
    @Override
    public void write(int single) {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      log.write(bytes, offset, length);
      command.outputs().write(bytes, offset, length);
    }
  }
}
