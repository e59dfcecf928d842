package weir.lake.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

import weir.lake.StreamSpec;
import weir.lake.deletion.Deletions;
import weir.lake.filter.Needles;
import weir.lake.history.TimeRange;

/**
 * Makes the reader of one task, where the task runs.
 *
 * @param lake the root of the lake
 * @param spec the stream
 * @param range which lines
 * @param rows which of them become rows
 * @param needles what lines of wanted rows spell
 * @param deletions what no row may show
 * @param columns the columns of the rows
 */
record WeirReaderFactory(
        String lake,
        StreamSpec spec,
        TimeRange range,
        SourceOptions.Rows rows,
        Needles needles,
        Deletions deletions,
        StructType columns)
        implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new WeirReader(this, ((WeirPartition) partition).pieces());
    }
}
