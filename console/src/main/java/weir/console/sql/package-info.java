/** {@code bin/lake sql}: questions in SQL to tables, live views, reports, coverage and quarantine. Changes nothing. */
package weir.console.sql;
