package orchestrator.executor.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/**
 * Ends what else the SSH server of a session has started for it. The protocol's own signals reach
 * neither what a server without privilege separation has started, nor more than one group.
 */
final class RemoteKill {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /**
   * Processes with their parents and sessions; and whether one is of this connection, since some
   * servers have one process for all connections, whereas OpenSSH's has one for each.
   */
  private static final String LIST =
      """
      list() {
        if [ -r /proc/self/stat ]; then
          for f in /proc/[0-9]*/stat; do
            { read -r l <"$f"; } 2>/dev/null || continue
            p=${f#/proc/}
            set -- ${l##*) }
            echo "${p%/stat} $2 $4"
          done
        else
          ps -e -o pid= -o ppid= -o sess=
        fi
      }
      ours() {
        if [ -r /proc/self/environ ]; then
          [ -n "$SSH_CONNECTION" ] &&
            tr '\\0' '\\n' <"/proc/$1/environ" | grep -qxF "SSH_CONNECTION=$SSH_CONNECTION"
        else
          case $(ps -o comm= -p "$PPID") in *sshd*) ;; *) false ;; esac
        fi
      }
      signal() {
        list | while read -r p parent s; do
          [ "$s" = "$2" ] && kill -"$1" "$p" 2>/dev/null
        done
        kill -"$1" -- "-$2" 2>/dev/null
      }
      """;

  /** Each command of a session leads a session of processes, and is a child of the same server. */
  private static final String END =
      """
      for leader in $(list | while read -r p parent s; do
          if [ "$parent" = "$PPID" ] && [ "$p" != "$$" ] && ours "$p"; then echo "$p"; fi
        done); do
        echo "$leader"
        signal TERM "$leader"
      done
      """;

  private RemoteKill() {}

  /**
   * Asks all to end.
   *
   * @return the sessions that they are in
   */
  static String end(ClientSession session) throws IOException {
    return run(session, LIST + END);
  }

  /** Kills what is left of these sessions, some times over since more may be started meanwhile. */
  static void kill(ClientSession session, String sessions) throws IOException {
    StringBuilder script = new StringBuilder(LIST);
    for (int round = 0; round < 3; round++) {
      sessions
          .lines()
          .filter(leader -> leader.matches("[1-9][0-9]{0,9}"))
          .forEach(leader -> script.append("signal KILL ").append(leader).append('\n'));
    }
    run(session, script.toString());
  }

  private static String run(ClientSession session, String script) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (ChannelExec exec = session.createExecChannel("exec /bin/sh")) {
      exec.setOut(output);
      exec.setErr(OutputStream.nullOutputStream());
      exec.open().verify(LONGEST);
      try (OutputStream in = exec.getInvertedIn()) {
        in.write(script.getBytes(StandardCharsets.UTF_8));
      }
      exec.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LONGEST);
    }
    return output.toString(StandardCharsets.UTF_8);
  }
}
