// Package oracletest holds what jdlint reads of spreadsheets and of Markdown against
// what excelize and goldmark read of them.
package oracletest
