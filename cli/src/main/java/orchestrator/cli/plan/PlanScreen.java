package orchestrator.cli.plan;

import java.io.PrintWriter;
import java.time.Instant;
import orchestrator.cli.text.LivePicture;
import orchestrator.proto.Event;

/** Draws a plan's progress on a terminal, again and again in the same place. */
final class PlanScreen implements PlanDisplay {
  private static final long PAUSE_MILLIS = 200;

  private final PrintWriter out;
  private final PlanPicture picture;
  private final LivePicture live;

  PlanScreen(PrintWriter out, PlanPicture picture) {
    this.out = out;
    this.picture = picture;
    this.live = new LivePicture(out);
  }

  @Override
  public long pauseMillis() {
    return PAUSE_MILLIS;
  }

  @Override
  public void change(PlanProgress progress, Event event) {}

  @Override
  public void show(PlanProgress progress) {
    live.draw(picture.lines(progress, Instant.now()));
  }

  @Override
  public void end(PlanProgress progress) {
    show(progress);
    live.close();
    out.println(PlanLines.ending(progress));
  }

  @Override
  public boolean isClosed() {
    return out.checkError();
  }

  @Override
  public void close() {
    live.close();
  }
}
