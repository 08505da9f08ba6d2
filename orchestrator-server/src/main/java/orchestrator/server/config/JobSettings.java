package orchestrator.server.config;

/** Holds what was set of a job. */
public interface JobSettings {}
