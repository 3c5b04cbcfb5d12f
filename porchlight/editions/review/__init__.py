"""Pages as a reviewer reads them: numbered passages with their claims, to mark by hand or in Word."""
