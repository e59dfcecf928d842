/** What the data is: the words and the shapes that every other room shares. */
package weir.lake;
