/** Checks what lies in a lake against what its own files say of it. Changes nothing. */
package weir.lake.verify;
