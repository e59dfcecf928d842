package weir.lake.source;

import java.util.List;

import org.apache.spark.sql.connector.read.InputPartition;

import weir.lake.history.Piece;

/** What one task reads. */
record WeirPartition(List<Piece> pieces) implements InputPartition {
    WeirPartition {
        pieces = List.copyOf(pieces);
    }
}
