package orchestrator.server.call;

import java.util.concurrent.Executor;

/** Gives each organization an executor of its own, on threads that all of them share. */
public interface OrganizationExecutors {
  /** The name under which work runs that is no organization's. */
  String NOBODY = "";

  /** Runs an organization's tasks, each when it is that organization's turn. */
  Executor of(String organization);
}
