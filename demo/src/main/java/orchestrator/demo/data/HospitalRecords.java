package orchestrator.demo.data;

/**
 * What one hospital has.
 *
 * @param training the records that it learns from
 * @param heldBack the records that no model ever learns from
 */
public record HospitalRecords(RecordFile training, RecordFile heldBack) {}
